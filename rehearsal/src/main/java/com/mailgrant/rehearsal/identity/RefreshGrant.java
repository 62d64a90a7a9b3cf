package com.mailgrant.rehearsal.identity;

import com.mailgrant.rehearsal.RehearsalClock;
import com.mailgrant.rehearsal.directory.Directory;
import com.mailgrant.rehearsal.fault.Fault;
import com.mailgrant.rehearsal.fault.Faults;
import com.mailgrant.rehearsal.fault.Place;
import com.mailgrant.rehearsal.grant.Grant;
import com.mailgrant.rehearsal.grant.Grants;
import com.mailgrant.rehearsal.grant.RefreshToken;
import com.mailgrant.rehearsal.registration.Registration;
import com.mailgrant.rehearsal.registration.Registration.Authority;
import com.mailgrant.rehearsal.token.Resource;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.springframework.stereotype.Component;

/** A refresh token becomes tokens (RFC 6749 6, facts/microsoft365 3). */
@Component
class RefreshGrant {
  /** How long ago a fault pretends that something happened. */
  private static final Duration UNUSED = Duration.ofDays(91);

  private final Grants grants;
  private final Directory directory;
  private final Faults faults;
  private final TokenAnswers answers;
  private final Clock clock;

  RefreshGrant(
      Grants grants,
      Directory directory,
      Faults faults,
      TokenAnswers answers,
      RehearsalClock clock) {
    this.grants = grants;
    this.directory = directory;
    this.faults = faults;
    this.answers = answers;
    this.clock = clock;
  }

  Map<String, Object> refresh(TokenRequest request, Registration registration) {
    var token = request.required("refresh_token");
    var grant =
        switch (grants.find(Authority.MICROSOFT, token)) {
          case RefreshToken.Good(var good) -> good;
          case RefreshToken.Unused(var _, var lastUsed) ->
              throw request.refuse(GrantErrors.unusedToken(lastUsed));
          case RefreshToken.Revoked(var revoked, var at) ->
              throw request.refuse(GrantErrors.revokedToken(revoked.signedInAt(), at));
          case RefreshToken.Unknown _ -> throw request.refuse(GrantErrors.invalidGrant());
        };
    if (!grant.clientId().equals(registration.clientId())) {
      throw request.refuse(GrantErrors.invalidGrant());
    }
    strike(request, grant);
    var person =
        directory
            .find(grant.person())
            .orElseThrow(() -> request.refuse(GrantErrors.invalidGrant()));
    if (!request.tenant().admits(person)) {
      throw request.refuse(GrantErrors.notInTenant(person.userPrincipalName()));
    }
    var scopes =
        request
            .parameters()
            .find("scope")
            .map(Scopes::parse)
            .orElseGet(() -> Scopes.of(grant.scopes()))
            .forFirstResource();
    answers.check(request, person, grant.clientId(), scopes);
    var answer = answers.granted(person, grant, scopes, null);
    grants.used(grant, token);
    return answer;
  }

  private void strike(TokenRequest request, Grant grant) {
    var person = grant.person();
    faults
        .refusalAt(Place.REFRESH, person)
        .ifPresent(script -> {
          throw request.refuse(EntraError.of(script));
        });
    if (faults.strikes(Fault.REFRESH_TOKEN_UNUSED_90_DAYS, person)) {
      throw request.refuse(GrantErrors.unusedToken(clock.instant().minus(UNUSED)));
    }
    if (faults.strikes(Fault.REFRESH_TOKEN_REVOKED, person)) {
      throw request.refuse(GrantErrors.revokedToken(grant.signedInAt(), clock.instant()));
    }
    if (faults.strikes(Fault.GRANT_ENDED, person)) {
      throw request.refuse(GrantErrors.endedWithoutNumber());
    }
    if (faults.strikes(Fault.CONSENT_WITHDRAWN, person)) {
      throw request.refuse(GrantErrors.noConsent(grant.clientId()));
    }
    if (faults.strikes(Fault.MULTI_FACTOR_REQUIRED, person)) {
      throw request.refuse(GrantErrors.multiFactor(Resource.EXCHANGE.uri()));
    }
  }
}
