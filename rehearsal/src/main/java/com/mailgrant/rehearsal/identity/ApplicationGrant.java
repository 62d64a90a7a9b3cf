package com.mailgrant.rehearsal.identity;

import com.mailgrant.rehearsal.registration.Registration;
import com.mailgrant.rehearsal.token.AuthorityTime;
import com.mailgrant.rehearsal.token.MicrosoftTokens;
import com.mailgrant.rehearsal.token.Resource;
import com.mailgrant.rehearsal.token.TokenLife;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** An application asks for itself (RFC 6749 4.4): one resource, with all that it was granted. */
@Component
class ApplicationGrant {
  private static final String EVERYTHING = "/.default";

  private final MicrosoftTokens tokens;
  private final TokenLife life;
  private final AuthorityTime time;

  ApplicationGrant(MicrosoftTokens tokens, TokenLife life, AuthorityTime time) {
    this.tokens = tokens;
    this.life = life;
    this.time = time;
  }

  Map<String, Object> issue(TokenRequest request, Registration registration) {
    var scope = request.required("scope");
    if (request.tenant().kind() != Tenant.Kind.CONTOSO || !scope.endsWith(EVERYTHING)) {
      throw request.refuse(EntraErrors.applicationScope(scope));
    }
    var resource =
        Resource.named(scope.substring(0, scope.length() - EVERYTHING.length()))
            .orElseThrow(() -> request.refuse(EntraErrors.applicationScope(scope)));
    var lasts = life.next();
    var answer = new LinkedHashMap<String, Object>();
    answer.put("token_type", "Bearer");
    answer.put("expires_in", lasts.toSeconds());
    answer.put("ext_expires_in", lasts.toSeconds());
    answer.put(
        "access_token",
        tokens.applicationToken(
            registration.clientId(), resource.uri(), time.now(request.person()), lasts));
    return answer;
  }
}
