package com.mailgrant.rehearsal.identity;

import com.mailgrant.rehearsal.directory.Person;
import com.mailgrant.rehearsal.fault.Fault;
import com.mailgrant.rehearsal.fault.Faults;
import com.mailgrant.rehearsal.grant.Grant;
import com.mailgrant.rehearsal.grant.Grants;
import com.mailgrant.rehearsal.identity.Scopes.Scope;
import com.mailgrant.rehearsal.token.AuthorityTime;
import com.mailgrant.rehearsal.token.MicrosoftTokens;
import com.mailgrant.rehearsal.token.Resource;
import com.mailgrant.rehearsal.token.TokenLife;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What every grant type ends with (facts/microsoft365 1.4). */
@Component
class TokenAnswers {
  private static final String SMTP = "SMTP.Send";

  private final Grants grants;
  private final ConsentRules consent;
  private final MicrosoftTokens tokens;
  private final TokenLife life;
  private final AuthorityTime time;
  private final Faults faults;

  TokenAnswers(
      Grants grants,
      ConsentRules consent,
      MicrosoftTokens tokens,
      TokenLife life,
      AuthorityTime time,
      Faults faults) {
    this.grants = grants;
    this.consent = consent;
    this.tokens = tokens;
    this.life = life;
    this.time = time;
    this.faults = faults;
  }

  /**
   * Asked before anything is used up.
   *
   * @throws Refusal if the scopes name two resources, nobody consented to them, or a fault strikes
   */
  void check(TokenRequest request, Person person, String clientId, Scopes scopes) {
    strike(request, person, scopes);
    if (scopes.audiences().size() > 1) {
      throw request.refuse(GrantErrors.twoResources(person));
    }
    if (!consent.allowed(person, clientId, scopes)) {
      throw request.refuse(GrantErrors.noConsent(clientId));
    }
  }

  /** Tokens for the one resource that the checked scopes name. */
  Map<String, Object> granted(Person person, Grant grant, Scopes scopes, @Nullable String nonce) {
    var name = person.userPrincipalName();
    var asked = scopes.audiences().isEmpty() ? Resource.GRAPH.uri() : scopes.audiences().getFirst();
    var given = given(scopes.of(asked), name);
    var now = time.now(name);
    var lasts = life.next();
    var answer = new LinkedHashMap<String, Object>();
    answer.put("token_type", "Bearer");
    answer.put("scope", given.stream().map(Scope::asked).collect(Collectors.joining(" ")));
    answer.put("expires_in", lasts.toSeconds());
    answer.put("ext_expires_in", lasts.toSeconds());
    answer.put(
        "access_token",
        tokens.accessToken(
            person,
            grant,
            faults.strikes(Fault.WRONG_AUDIENCE, name) ? Resource.GRAPH.uri() : asked,
            given.stream().map(scope -> scope.permission().name()).collect(Collectors.toSet()),
            now,
            lasts,
            faults.claims(name)));
    if (grant.scopes().contains("offline_access")
        && !faults.strikes(Fault.NO_REFRESH_TOKEN, name)) {
      answer.put("refresh_token", grants.issueRefreshToken(grant));
    }
    if (scopes.contains("openid") && !faults.strikes(Fault.NO_IDENTITY_TOKEN, name)) {
      answer.put("id_token", tokens.idToken(person, grant, nonce, now));
    }
    return answer;
  }

  private List<Scope> given(List<Scope> asked, String person) {
    return faults.strikes(Fault.SMTP_SCOPE_NOT_GRANTED, person)
        ? asked.stream().filter(scope -> !scope.permission().name().equals(SMTP)).toList()
        : asked;
  }

  private void strike(TokenRequest request, Person person, Scopes scopes) {
    var name = person.userPrincipalName();
    if (faults.strikes(Fault.CONDITIONAL_ACCESS_BLOCKS, name)) {
      throw request.refuse(GrantErrors.conditionalAccess());
    }
    if (faults.strikes(Fault.TWO_RESOURCES, name)) {
      throw request.refuse(GrantErrors.twoResources(person));
    }
    if (faults.strikes(Fault.SCOPE_UNKNOWN, name)) {
      throw request.refuse(SignInFaults.unknownScope(scopes));
    }
  }
}
