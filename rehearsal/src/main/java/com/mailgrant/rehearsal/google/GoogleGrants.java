package com.mailgrant.rehearsal.google;

import com.mailgrant.rehearsal.directory.Directory;
import com.mailgrant.rehearsal.directory.Person;
import com.mailgrant.rehearsal.grant.Grant;
import com.mailgrant.rehearsal.grant.Grants;
import com.mailgrant.rehearsal.grant.RefreshToken;
import com.mailgrant.rehearsal.grant.SignInCodes;
import com.mailgrant.rehearsal.grant.SignInCodes.Found;
import com.mailgrant.rehearsal.registration.Registration;
import com.mailgrant.rehearsal.registration.Registration.Authority;
import com.mailgrant.rehearsal.token.AuthorityTime;
import com.mailgrant.rehearsal.token.GoogleTokens;
import com.mailgrant.rehearsal.token.TokenLife;
import com.mailgrant.rehearsal.web.Parameters;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Codes and refresh tokens become tokens. Refresh tokens are not rotated (12.4). */
@Component
class GoogleGrants {
  /** facts/microsoft365 12.1; one second less is what Google announces. */
  private static final Duration LIFE = Duration.ofSeconds(3599);

  private final SignInCodes codes;
  private final Grants grants;
  private final Directory directory;
  private final GoogleFaults faults;
  private final GoogleTokens tokens;
  private final TokenLife life;
  private final AuthorityTime time;

  GoogleGrants(
      SignInCodes codes,
      Grants grants,
      Directory directory,
      GoogleFaults faults,
      GoogleTokens tokens,
      TokenLife life,
      AuthorityTime time) {
    this.codes = codes;
    this.grants = grants;
    this.directory = directory;
    this.faults = faults;
    this.tokens = tokens;
    this.life = life;
    this.time = time;
  }

  Map<String, Object> redeem(Parameters parameters, Registration registration) {
    if (!(codes.use(parameters.text("code")) instanceof Found.Good(var what))
        || what.authority() != Authority.GOOGLE
        || !what.clientId().equals(registration.clientId())) {
      throw new GoogleRefusal(GoogleError.badCode());
    }
    if (!what.redirectUri().equals(parameters.text("redirect_uri"))) {
      throw new GoogleRefusal(GoogleError.redirectUri(parameters.text("redirect_uri")));
    }
    var challenge = what.challenge();
    if (challenge != null && !challenge.isMetBy(parameters.text("code_verifier"))) {
      throw new GoogleRefusal(GoogleError.badVerifier());
    }
    var person = person(what.person());
    var grant =
        grants.begin(Authority.GOOGLE, person.userPrincipalName(), what.clientId(), what.scopes());
    var answer = answer(person, grant, what.nonce());
    if (what.offline() && !faults.withholdsRefreshToken(person.userPrincipalName())) {
      answer.put("refresh_token", grants.issueRefreshToken(grant));
    }
    return answer;
  }

  Map<String, Object> refresh(Parameters parameters, Registration registration) {
    var token = parameters.text("refresh_token");
    if (!(grants.find(Authority.GOOGLE, token) instanceof RefreshToken.Good(var grant))
        || !grant.clientId().equals(registration.clientId())) {
      throw new GoogleRefusal(GoogleError.ended());
    }
    faults.strikeRefresh(grant.person());
    grants.used(grant, token);
    return answer(person(grant.person()), grant, null);
  }

  /** Takes either kind of token. */
  void revoke(String token) {
    if (grants.find(Authority.GOOGLE, token) instanceof RefreshToken.Good(var grant)) {
      grants.revoke(grant);
      return;
    }
    var id = tokens.grantOf(token).orElseThrow(() -> new GoogleRefusal(GoogleError.badToken()));
    grants.revoke(id);
  }

  private Map<String, Object> answer(Person person, Grant grant, @Nullable String nonce) {
    var name = person.userPrincipalName();
    Set<String> scopes = new LinkedHashSet<>(grant.scopes());
    if (faults.withholdsMailScope(name)) {
      scopes.remove(GoogleTokens.MAIL_SCOPE);
    }
    var now = time.now(name);
    var answer = new LinkedHashMap<String, Object>();
    var lasts = life.nextOr(LIFE);
    answer.put("access_token", tokens.accessToken(person, grant, scopes, now, lasts));
    answer.put("expires_in", lasts.toSeconds());
    answer.put("scope", String.join(" ", scopes));
    answer.put("token_type", "Bearer");
    if (grant.scopes().contains("openid") && !faults.withholdsIdToken(name)) {
      answer.put("id_token", tokens.idToken(person, grant, nonce, now));
    }
    return answer;
  }

  private Person person(String name) {
    return directory.find(name).orElseThrow(() -> new GoogleRefusal(GoogleError.ended()));
  }
}
