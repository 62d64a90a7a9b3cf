package com.mailgrant.testing;

import org.jspecify.annotations.Nullable;

/**
 * A person at the browser, as the authority knows them.
 *
 * @param email further name in the id token; null where there is none
 */
public record Visitor(
    String username, String tenant, String objectId, String name, @Nullable String email) {
  /** The tenant of the examples. */
  public static final String CONTOSO = "00000000-0000-4000-8000-00000000c0de";

  public static final Visitor ANNA = of("anna@contoso.example", "Anna Berg");
  public static final Visitor BERND = of("bernd@contoso.example", "Bernd Zeh");

  /** Somebody of the tenant of the examples. */
  public static Visitor of(String username, String name) {
    return new Visitor(username, CONTOSO, "oid-of-" + username, name, null);
  }
}
