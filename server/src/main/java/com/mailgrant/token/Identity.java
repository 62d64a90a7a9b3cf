package com.mailgrant.token;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who signed in, as a verified id token says (facts/microsoft365 1.6).
 *
 * @param username sign-in name, for people and for comparing
 * @param otherNames further names of the same person: upn, email
 * @param tenant id of the person's tenant; null where the provider has none
 * @param objectId never changes for one person in one tenant; null where the provider has none
 * @param subject unique at this issuer
 * @param displayName null where the provider does not tell
 */
public record Identity(
    String username,
    Set<String> otherNames,
    @Nullable String tenant,
    @Nullable String objectId,
    String subject,
    @Nullable String displayName) {
  public Identity {
    otherNames = Set.copyOf(otherNames);
  }

  /** Whether one of the person's names is this one, upper and lower case aside. */
  public boolean isCalled(String name) {
    return username.equalsIgnoreCase(name)
        || otherNames.stream().anyMatch(other -> other.equalsIgnoreCase(name));
  }
}
