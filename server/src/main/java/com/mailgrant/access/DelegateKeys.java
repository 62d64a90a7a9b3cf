package com.mailgrant.access;

import com.mailgrant.organization.OrganizationId;
import java.time.Instant;
import java.util.UUID;

/**
 * Keys with which a delegate's program works at the migration plan, and at nothing else. They do
 * not open what the pages keep from delegates: {@link Needs#closedToDelegates}.
 */
public interface DelegateKeys {
  /**
   * A key and what opens, which is told this once.
   *
   * @param key the clear value
   */
  record Made(UUID id, String key) {}

  /**
   * @param name of the delegate, for the history
   */
  Made make(OrganizationId organization, String name, Instant expires);

  /** From now on it opens nothing. */
  void end(OrganizationId organization, UUID id);
}
