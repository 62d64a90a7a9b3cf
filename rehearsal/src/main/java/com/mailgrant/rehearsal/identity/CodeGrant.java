package com.mailgrant.rehearsal.identity;

import com.mailgrant.rehearsal.directory.Directory;
import com.mailgrant.rehearsal.fault.Fault;
import com.mailgrant.rehearsal.fault.Faults;
import com.mailgrant.rehearsal.fault.Place;
import com.mailgrant.rehearsal.grant.Grants;
import com.mailgrant.rehearsal.grant.SignInCode;
import com.mailgrant.rehearsal.grant.SignInCodes;
import com.mailgrant.rehearsal.grant.SignInCodes.Found;
import com.mailgrant.rehearsal.registration.Registration;
import com.mailgrant.rehearsal.registration.Registration.Authority;
import java.util.Map;
import org.springframework.stereotype.Component;

/** A code becomes tokens (RFC 6749 4.1.3, RFC 7636 4.6). */
@Component
class CodeGrant {
  private final SignInCodes codes;
  private final Grants grants;
  private final Directory directory;
  private final Faults faults;
  private final TokenAnswers answers;

  CodeGrant(
      SignInCodes codes, Grants grants, Directory directory, Faults faults, TokenAnswers answers) {
    this.codes = codes;
    this.grants = grants;
    this.directory = directory;
    this.faults = faults;
    this.answers = answers;
  }

  Map<String, Object> redeem(TokenRequest request, Registration registration) {
    var code = request.required("code");
    var what =
        switch (codes.look(code)) {
          case Found.Good(var good) -> good;
          case Found.Used _ -> throw request.refuse(GrantErrors.usedCode());
          case Found.Expired _ -> throw request.refuse(GrantErrors.expiredCode());
          case Found.Unknown _ -> throw request.refuse(GrantErrors.invalidGrant());
        };
    checkBelongs(request, registration, what);
    var scopes = scopes(request, what);
    var person =
        directory.find(what.person()).orElseThrow(() -> request.refuse(GrantErrors.invalidGrant()));
    answers.check(request, person, registration.clientId(), scopes);
    // Used up only now: a mistake above costs another request, not another sign-in.
    if (!(codes.use(code) instanceof Found.Good)) {
      throw request.refuse(GrantErrors.usedCode());
    }
    var grant =
        grants.begin(
            Authority.MICROSOFT,
            person.userPrincipalName(),
            registration.clientId(),
            what.scopes());
    return answers.granted(person, grant, scopes, what.nonce());
  }

  private void checkBelongs(TokenRequest request, Registration registration, SignInCode what) {
    if (what.authority() != Authority.MICROSOFT
        || !what.clientId().equals(registration.clientId())) {
      throw request.refuse(GrantErrors.invalidGrant());
    }
    if (!what.tenant().equalsIgnoreCase(request.tenant().segment())) {
      throw request.refuse(GrantErrors.otherTenantsCode());
    }
    faults
        .refusalAt(Place.CODE, what.person())
        .ifPresent(script -> {
          throw request.refuse(EntraError.of(script));
        });
    if (faults.strikes(Fault.REDIRECT_URI_NOT_REGISTERED, what.person())) {
      throw request.refuse(EntraErrors.redirectUri(what.redirectUri(), registration.clientId()));
    }
    if (!what.redirectUri().equals(request.required("redirect_uri"))) {
      throw request.refuse(EntraErrors.otherRedirectUri());
    }
    var challenge = what.challenge();
    if (challenge != null && !challenge.isMetBy(request.required("code_verifier"))) {
      throw request.refuse(GrantErrors.otherVerifier());
    }
  }

  /** Without a scope of its own the request is for the first resource of the sign-in. */
  private static Scopes scopes(TokenRequest request, SignInCode what) {
    var asked = request.parameters().find("scope");
    return asked.isPresent()
        ? Scopes.parse(asked.get())
        : Scopes.of(what.scopes()).forFirstResource();
  }
}
