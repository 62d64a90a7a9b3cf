package com.mailgrant.event;

import com.mailgrant.organization.OrganizationId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whom an event is about.
 *
 * @param account null where no account is concerned
 * @param message what the API calls the message, such as the id of an outbox message; null where
 *     none is concerned
 */
public record Subject(
    OrganizationId organization, @Nullable UUID account, @Nullable String message) {
  /** Something of the organization as a whole. */
  public static Subject organization(OrganizationId organization) {
    return new Subject(organization, null, null);
  }

  /** A mail account. */
  public static Subject account(OrganizationId organization, UUID account) {
    return new Subject(organization, account, null);
  }

  /** A message of a mail account. */
  public static Subject message(OrganizationId organization, UUID account, UUID message) {
    return new Subject(organization, account, message.toString());
  }
}
