package com.mailgrant.rehearsal.identity;

import com.mailgrant.rehearsal.directory.Directory;
import com.mailgrant.rehearsal.directory.Person;
import com.mailgrant.rehearsal.directory.Person.Home;
import java.util.Locale;
import java.util.Optional;

/**
 * The first segment of every path (facts/microsoft365 1.2).
 *
 * @param segment as it was written
 */
record Tenant(String segment, Kind kind) {
  /** Who may sign in there. */
  enum Kind {
    COMMON,
    ORGANIZATIONS,
    CONSUMERS,
    /** contoso.example, by id or by domain. */
    CONTOSO
  }

  private static final String DOMAIN = "contoso.example";

  static Optional<Tenant> of(String segment) {
    var kind =
        switch (segment.toLowerCase(Locale.ROOT)) {
          case "common" -> Kind.COMMON;
          case "organizations" -> Kind.ORGANIZATIONS;
          case "consumers", Directory.CONSUMERS -> Kind.CONSUMERS;
          case Directory.TENANT, DOMAIN -> Kind.CONTOSO;
          default -> null;
        };
    return Optional.ofNullable(kind).map(known -> new Tenant(segment, known));
  }

  /**
   * @throws Refusal for any other name
   */
  static Tenant named(String segment) {
    return of(segment).orElseThrow(() -> new Refusal(EntraErrors.unknownTenant(segment), "*"));
  }

  boolean admits(Person person) {
    return switch (kind) {
      case COMMON -> person.home() != Home.GMAIL;
      case ORGANIZATIONS, CONTOSO -> person.home() == Home.MICROSOFT_365;
      case CONSUMERS -> person.home() == Home.OUTLOOK_COM;
    };
  }

  /** Where several tenants meet, the issuer has a placeholder. */
  String issuer(String base) {
    var tenant =
        switch (kind) {
          case COMMON, ORGANIZATIONS -> "{tenantid}";
          case CONSUMERS -> Directory.CONSUMERS;
          case CONTOSO -> Directory.TENANT;
        };
    return base + "/" + tenant + "/v2.0";
  }
}
