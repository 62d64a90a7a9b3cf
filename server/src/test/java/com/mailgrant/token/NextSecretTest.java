package com.mailgrant.token;

import static com.mailgrant.testing.Visitor.ANNA;
import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.account.MailAccount;
import com.mailgrant.account.TestAccounts;
import com.mailgrant.appregistration.AppRegistration;
import com.mailgrant.appregistration.AppRegistrations;
import com.mailgrant.appregistration.ClientProof;
import com.mailgrant.appregistration.SecretTrial;
import com.mailgrant.appregistration.SecretTrial.Trial;
import com.mailgrant.appregistration.TestRegistrations;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.platform.Secret;
import com.mailgrant.testing.Installation;
import com.mailgrant.testing.Reply;
import com.mailgrant.testing.TokenDesk;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A new secret is shown to the authority before anything depends on it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NextSecretTest {
  private static final ClientProof NEW = new ClientProof.SharedSecret(new Secret("new~secret"));

  private final Installation installation = Installation.start();
  private final SecretTrial trial = installation.node().get(SecretTrial.class);
  private AppRegistration registration = TestRegistrations.configured(installation.node());

  @BeforeEach
  void reset() {
    installation.reset();
    registration = TestRegistrations.configured(installation.node());
  }

  @AfterAll
  void stop() {
    installation.close();
  }

  @Test
  void a_sign_in_is_renewed_with_it_and_what_comes_of_it_is_kept() {
    var account = signedIn();
    var before = installation.node().get(GrantTable.class).refreshToken(account.id());

    var good = new ClientProof.SharedSecret(new Secret(TokenDesk.CLIENT_SECRET));
    assertThat(trial.tried(registration, good)).isInstanceOf(Trial.Renewed.class);

    var sent = installation.authority().tokenRequests().getLast();
    assertThat(sent).containsEntry("client_secret", TokenDesk.CLIENT_SECRET);
    assertThat(sent).containsEntry("refresh_token", before.reveal());
    var kept = installation.node().get(GrantTable.class).refreshToken(account.id());
    assertThat(installation.authority().desk().isLive(kept.reveal())).isTrue();
  }

  @Test
  void while_nobody_has_signed_in_a_token_is_shown_that_nobody_issued() {
    installation
        .authority()
        .answerOnce(refusal(400, "invalid_grant", "AADSTS70000: The grant is invalid."));

    assertThat(trial.tried(registration, NEW)).isInstanceOf(Trial.Recognised.class);

    assertThat(installation.authority().tokenRequests().getLast().get("refresh_token"))
        .startsWith("trial-");
  }

  @Test
  void a_wrong_secret_is_refused_with_a_report_and_costs_no_sign_in() {
    var account = signedIn();
    installation
        .authority()
        .answerOnce(refusal(401, "invalid_client", "AADSTS7000215: Invalid client secret."));

    assertThat(trial.tried(registration, NEW))
        .isInstanceOfSatisfying(
            Trial.Refused.class,
            refused -> {
              assertThat(refused.code()).isEqualTo("D20");
              assertThat(refused.errorId()).startsWith("MG-");
            });

    assertThat(installation.node().get(Tokens.class).accessToken(account.id(), Freshness.NEW))
        .isInstanceOf(TokenOutcome.Ready.class);
  }

  @Test
  void what_is_wrong_with_a_sign_in_says_nothing_against_the_secret_nor_costs_the_sign_in() {
    var account = signedIn();
    installation
        .authority()
        .answerOnce(refusal(400, "invalid_grant", "AADSTS50076: A second factor is needed."));

    assertThat(trial.tried(registration, NEW)).isInstanceOf(Trial.Recognised.class);

    assertThat(installation.node().get(GrantTable.class).find(account.id()))
        .hasValueSatisfying(grant -> assertThat(grant.deadSince()).isNull());
  }

  @Test
  void an_authority_in_trouble_says_nothing_about_the_secret() {
    installation.authority().answerOnce(new Reply(503, "text/html", "<h1>Unavailable</h1>"));

    assertThat(trial.tried(registration, NEW))
        .isInstanceOfSatisfying(
            Trial.NoAnswer.class, nothing -> assertThat(nothing.code()).isEqualTo("D51"));
  }

  @Test
  void the_secret_in_use_stays_the_stored_one() {
    signedIn();
    trial.tried(registration, NEW);

    assertThat(installation.node().get(AppRegistrations.class).proof(registration))
        .isNotEqualTo(NEW);
    assertThat(registration.organization()).isEqualTo(OrganizationId.FIRST);
  }

  @AfterEach
  void nobodyIsSignedIn() {
    var table = installation.node().get(GrantTable.class);
    table.living().forEach(grant -> table.forget(grant.account()));
  }

  private MailAccount signedIn() {
    var account = TestAccounts.corporate(installation.node(), ANNA.username());
    TestGrants.signIn(installation, account, ANNA);
    return account;
  }

  private static Reply refusal(int status, String error, String description) {
    return Reply.json(
        status, "{\"error\":\"%s\",\"error_description\":\"%s\"}".formatted(error, description));
  }
}
