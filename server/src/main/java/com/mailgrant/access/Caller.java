package com.mailgrant.access;

import com.mailgrant.organization.OrganizationId;
import java.util.Set;

/**
 * Who asks. Controllers take one as a parameter; {@link CallerArgument} makes it from session or
 * API key.
 *
 * @param organization whose things the caller sees
 * @param name for the history: a user name, or the name of an API key
 */
public record Caller(OrganizationId organization, String name, Set<Right> rights) {
  public Caller {
    rights = Set.copyOf(rights);
  }

  /**
   * What a caller may do. The administrator may do everything; finer roles will hold some of these.
   */
  public enum Right {
    READ_ACCOUNTS,
    MANAGE_ACCOUNTS,
    SEND_MAIL,
    READ_MAIL,
    ADMINISTER
  }
}
