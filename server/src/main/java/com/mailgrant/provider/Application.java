package com.mailgrant.provider;

import org.jspecify.annotations.Nullable;

/**
 * As what Mailgrant introduces itself to an authority; evidence for a diagnosis.
 *
 * @param tenant as in the app registration; null where there is none
 * @param clientId of the app registration; null where there is none
 * @param redirectUri the one that sign-ins come back to
 * @param proof what it shows
 */
public record Application(
    @Nullable String tenant, @Nullable String clientId, @Nullable String redirectUri, Proof proof) {
  /** There is no app registration. */
  public static final Application NONE = new Application(null, null, null, Proof.NONE);

  /** What an application shows to the token endpoint. */
  public enum Proof {
    SECRET,
    /** The stored client secret has the form of an id and not of a secret. */
    SECRET_LIKE_AN_ID,
    CERTIFICATE,
    NONE
  }
}
