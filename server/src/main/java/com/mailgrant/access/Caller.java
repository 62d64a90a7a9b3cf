package com.mailgrant.access;

import com.mailgrant.organization.OrganizationId;
import java.util.Set;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Who asks. Controllers take one as a parameter; {@link CallerArgument} makes it from session or
 * API key.
 *
 * @param organization whose things the caller sees
 * @param name for the history: a user name, or the name of an API key
 * @param scopes what the caller may do; people may do everything
 */
public record Caller(OrganizationId organization, String name, Set<Scope> scopes) {
  /**
   * Whose request is being answered.
   *
   * @throws IllegalStateException when nobody has signed in, which no open page asks
   */
  public static Caller current() {
    var authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication == null) {
      throw new IllegalStateException("a controller that wants a caller was reached without one");
    }
    return authentication.getPrincipal() instanceof ApiKey key
        ? new Caller(key.organization(), key.getName(), key.scopes())
        : new Caller(OrganizationId.FIRST, authentication.getName(), Set.of(Scope.ADMIN));
  }

  public Caller {
    scopes = Set.copyOf(scopes);
  }

  /**
   * Lets pass who may do what needs this, where it depends on what is asked.
   *
   * @throws ScopeMissing for all others
   */
  public void require(Scope scope) {
    if (!may(scope)) {
      throw new ScopeMissing(scope);
    }
  }

  /** Whether the caller may do what needs this. */
  public boolean may(Scope scope) {
    return Scope.opens(scopes, scope);
  }
}
