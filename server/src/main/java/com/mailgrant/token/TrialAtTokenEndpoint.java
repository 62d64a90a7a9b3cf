package com.mailgrant.token;

import com.mailgrant.appregistration.AppRegistration;
import com.mailgrant.appregistration.ClientProof;
import com.mailgrant.appregistration.SecretTrial;
import com.mailgrant.diagnosis.Concern;
import com.mailgrant.diagnosis.Diagnoses;
import com.mailgrant.platform.Refused;
import com.mailgrant.platform.Secret;
import com.mailgrant.provider.Cloud;
import com.mailgrant.provider.Clouds;
import com.mailgrant.provider.Failure;
import com.mailgrant.provider.MailProvider;
import com.mailgrant.provider.MailProviders;
import com.mailgrant.provider.Permission;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Renews one sign-in with the new secret. Where nobody has signed in, it shows a refresh token that
 * nobody has issued: an authority looks at the client first (RFC 6749 5.2), so whoever is told that
 * the token is wrong was recognised.
 */
@Component
class TrialAtTokenEndpoint implements SecretTrial {
  private final Tokens tokens;
  private final TokenEndpoint endpoint;
  private final AccountEvidence evidence;
  private final MailProviders providers;
  private final Clouds clouds;
  private final Diagnoses diagnoses;

  TrialAtTokenEndpoint(
      Tokens tokens,
      TokenEndpoint endpoint,
      AccountEvidence evidence,
      MailProviders providers,
      Clouds clouds,
      Diagnoses diagnoses) {
    this.tokens = tokens;
    this.endpoint = endpoint;
    this.evidence = evidence;
    this.providers = providers;
    this.clouds = clouds;
    this.diagnoses = diagnoses;
  }

  @Override
  public Trial tried(AppRegistration registration, ClientProof candidate) {
    var cloud =
        clouds
            .named(registration.cloud())
            .orElseThrow(
                () -> new Refused(Refused.Reason.CONFLICT, "wrong.registration.cloud-gone"));
    var provider = provider(cloud);
    var answer =
        tokens
            .renewedWith(registration, candidate)
            .orElseGet(() ->
                endpoint.refresh(
                    registration,
                    candidate,
                    provider.endpoints(cloud, registration.tenant()).token(),
                    new Secret("trial-" + UUID.randomUUID()),
                    provider.permissions(cloud).stream().map(Permission::scope).toList()));
    return switch (answer) {
      case TokenAnswer.Granted _ -> new Trial.Renewed();
      // What is wrong with a sign-in says nothing against the secret.
      case TokenAnswer.Refused(var error)
          when RefreshVerdict.of(error, Concern.ACCOUNT) == RefreshVerdict.GRANT_IS_DEAD ->
          new Trial.Recognised();
      case TokenAnswer.Refused(var error) -> {
        var found = reported(new Failure.TokenRefused(error), registration, cloud, candidate);
        yield new Trial.Refused(found.code(), found.errorId());
      }
      case TokenAnswer.Unavailable(var why) -> {
        var found = reported(why, registration, cloud, candidate);
        yield new Trial.NoAnswer(found.code(), found.errorId());
      }
    };
  }

  private record Found(String code, String errorId) {}

  private Found reported(
      Failure failure, AppRegistration registration, Cloud cloud, ClientProof candidate) {
    var provider = provider(cloud);
    var finding =
        provider.explain(failure, evidence.of(registration, cloud, provider.type(), candidate));
    var report =
        diagnoses.report(finding, registration.organization().value(), null, "test: new secret");
    return new Found(finding.code(), report.errorId().value());
  }

  private MailProvider provider(Cloud cloud) {
    return providers.all().stream()
        .filter(provider -> clouds.serving(provider.type()).contains(cloud))
        .findFirst()
        .orElseThrow();
  }
}
