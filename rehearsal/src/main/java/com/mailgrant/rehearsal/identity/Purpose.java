package com.mailgrant.rehearsal.identity;

import com.mailgrant.rehearsal.grant.Challenge;
import com.mailgrant.rehearsal.registration.Registration;
import org.jspecify.annotations.Nullable;

/** What a person signs in for. */
sealed interface Purpose {
  Tenant tenant();

  Registration registration();

  Scopes scopes();

  /** An application wants a code. */
  record Code(
      Tenant tenant,
      Registration registration,
      Scopes scopes,
      ReturnAddress returnAddress,
      @Nullable String nonce,
      @Nullable Challenge challenge,
      Prompt prompt,
      @Nullable String loginHint)
      implements Purpose {}

  /**
   * An administrator allows something for everybody.
   *
   * @param returnAddress null where the link named none
   */
  record AdminConsent(
      Tenant tenant,
      Registration registration,
      Scopes scopes,
      @Nullable ReturnAddress returnAddress)
      implements Purpose {}

  /** A device without a browser waits (RFC 8628). */
  record Device(Tenant tenant, Registration registration, Scopes scopes, String userCode)
      implements Purpose {}
}
