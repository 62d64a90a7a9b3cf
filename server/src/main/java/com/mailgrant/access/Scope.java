package com.mailgrant.access;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What an API key may do. None contains another, but for {@link #ADMIN}, which is all of them. */
public enum Scope {
  ACCOUNTS_READ("accounts:read"),
  ACCOUNTS_WRITE("accounts:write"),
  MAIL_READ("mail:read"),
  MAIL_WRITE("mail:write"),
  MAIL_SEND("mail:send"),
  OUTBOX_READ("outbox:read"),
  EVENTS_READ("events:read"),
  WEBHOOKS_READ("webhooks:read"),
  WEBHOOKS_WRITE("webhooks:write"),
  MIGRATION_READ("migration:read"),
  MIGRATION_WRITE("migration:write"),
  SUPPORT_READ("support:read"),
  ADMIN("admin");

  private final String apiName;

  Scope(String apiName) {
    this.apiName = apiName;
  }

  /** As keys, answers and the OpenAPI document name it; never changes. */
  public String apiName() {
    return apiName;
  }

  /** For keys of texts: {@code accounts-read}. */
  public String key() {
    return apiName.replace(':', '-');
  }

  static Optional<Scope> named(String name) {
    return Arrays.stream(values()).filter(scope -> scope.apiName.equals(name)).findFirst();
  }

  /** Reads what {@link #written} wrote; a name that a newer version knows is left out. */
  static Set<Scope> read(String names) {
    var scopes = EnumSet.noneOf(Scope.class);
    for (var name : names.split(" ", -1)) {
      named(name).ifPresent(scopes::add);
    }
    return scopes;
  }

  /** With spaces between, as OAuth writes scopes (RFC 6749 3.3). */
  static String written(Set<Scope> scopes) {
    var names = new TreeSet<String>();
    scopes.forEach(scope -> names.add(scope.apiName));
    return String.join(" ", names);
  }

  /** Whether a caller with these may do what needs {@code wanted}. */
  static boolean opens(Set<Scope> held, Scope wanted) {
    return held.contains(wanted) || held.contains(ADMIN);
  }
}
