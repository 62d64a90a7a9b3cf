package com.mailgrant.access;

import com.mailgrant.organization.OrganizationId;
import java.util.Set;

/**
 * Who asks. Controllers take one as a parameter; {@link CallerArgument} makes it from session or
 * API key.
 *
 * @param organization whose things the caller sees
 * @param name for the history: a user name, or the name of an API key
 * @param scopes what the caller may do; people may do everything
 */
public record Caller(OrganizationId organization, String name, Set<Scope> scopes) {
  public Caller {
    scopes = Set.copyOf(scopes);
  }

  /** Whether the caller may do what needs this. */
  public boolean may(Scope scope) {
    return Scope.opens(scopes, scope);
  }
}
