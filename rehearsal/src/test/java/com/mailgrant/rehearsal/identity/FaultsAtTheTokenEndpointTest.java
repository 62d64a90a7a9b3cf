package com.mailgrant.rehearsal.identity;

import static com.mailgrant.rehearsal.identity.TokenEndpointTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mailgrant.rehearsal.Application;
import com.mailgrant.rehearsal.Browser.Page;
import com.mailgrant.rehearsal.RehearsalTest;
import com.mailgrant.rehearsal.fault.Fault;
import com.mailgrant.rehearsal.fault.Faults;
import com.mailgrant.rehearsal.mail.AccessTokens;
import com.nimbusds.jwt.SignedJWT;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

class FaultsAtTheTokenEndpointTest extends RehearsalTest {
  private static final String BERND = "bernd@contoso.example";

  @Autowired private AccessTokens accessTokens;

  private String refreshToken = "";

  @BeforeEach
  void annaSignedIn() {
    refreshToken = application().signedIn(browser(), TENANT, ANNA).path("refresh_token").asString();
  }

  @ParameterizedTest
  @CsvSource({
    "TWO_RESOURCES, 400, invalid_scope, 28000",
    "CONSENT_WITHDRAWN, 400, invalid_grant, 65001",
    "REFRESH_TOKEN_UNUSED_90_DAYS, 400, invalid_grant, 700082",
    "REFRESH_TOKEN_REVOKED, 400, invalid_grant, 50173",
    "MULTI_FACTOR_REQUIRED, 400, invalid_grant, 50076",
    "CONDITIONAL_ACCESS_BLOCKS, 400, access_denied, 53003",
    "WRONG_CLIENT_SECRET, 401, invalid_client, 7000215",
    "EXPIRED_CLIENT_SECRET, 401, invalid_client, 7000222",
    "APPLICATION_UNKNOWN, 400, unauthorized_client, 700016",
    "APPLICATION_DISABLED, 400, unauthorized_client, 7000112",
    "SINGLE_TENANT_APPLICATION, 400, unauthorized_client, 50194",
    "SCOPE_UNKNOWN, 400, invalid_client, 650053",
    "CERTIFICATE_NOT_ACCEPTED, 401, invalid_client, 700027",
    "GRANT_ENDED, 400, invalid_grant, 0",
  })
  void a_fault_refuses_the_refresh_of_its_person_alone_and_until_it_is_switched_off(
      Fault fault, int status, String error, int number) {
    faults.switchOn(fault, BERND);
    assertThat(refresh().status()).isEqualTo(200);

    faults.switchOn(fault, ANNA);
    assertRefused(refresh(), status, error, number);

    faults.switchOff(fault, ANNA);
    assertThat(refresh().status()).isEqualTo(200);

    faults.switchOn(fault, Faults.EVERYBODY);
    assertRefused(refresh(), status, error, number);
  }

  @Test
  void a_grant_that_ended_without_a_number_has_none_anywhere() {
    faults.switchOn(Fault.GRANT_ENDED, ANNA);

    assertThat(refresh().html()).doesNotContain("AADSTS", "error_codes", "error_uri");
  }

  @Test
  void a_revoked_token_tells_both_dates_and_a_second_factor_its_claims() {
    faults.switchOn(Fault.REFRESH_TOKEN_REVOKED, ANNA);
    assertThat(Application.json(refresh()).path("error_description").asString())
        .containsPattern("issued on \\d{4}-.*TokensValidFrom date of the person is \\d{4}-");
    faults.clear();

    faults.switchOn(Fault.MULTI_FACTOR_REQUIRED, ANNA);
    var json = Application.json(refresh());
    assertThat(json.path("suberror").asString()).isEqualTo("basic_action");
    assertThat(json.path("claims").asString()).startsWith("{\"access_token\":{");
  }

  @Test
  void a_token_can_be_for_graph() {
    faults.switchOn(Fault.WRONG_AUDIENCE, ANNA);

    assertThat(accessTokens.read(Application.json(refresh()).path("access_token").asString()))
        .hasValueSatisfying(
            presented -> assertThat(presented.audience()).isEqualTo("https://graph.microsoft.com"));
  }

  @Test
  void a_token_can_lack_the_permission_to_send() {
    faults.switchOn(Fault.SMTP_SCOPE_NOT_GRANTED, ANNA);

    var tokens = Application.json(refresh());

    assertThat(tokens.path("scope").asString()).doesNotContain("SMTP.Send");
    assertThat(accessTokens.read(tokens.path("access_token").asString()))
        .hasValueSatisfying(
            presented -> assertThat(presented.scopes()).containsExactly("IMAP.AccessAsUser.All"));
  }

  @Test
  void an_answer_can_lack_the_refresh_token_or_the_identity() {
    faults.switchOn(Fault.NO_REFRESH_TOKEN, ANNA);
    assertThat(Application.json(refresh()).propertyNames())
        .contains("id_token")
        .doesNotContain("refresh_token");
    faults.clear();

    faults.switchOn(Fault.NO_IDENTITY_TOKEN, ANNA);
    assertThat(Application.json(refresh()).propertyNames())
        .contains("refresh_token")
        .doesNotContain("id_token");
  }

  @Test
  void the_clock_of_the_identity_provider_can_be_ten_minutes_ahead() throws Exception {
    faults.switchOn(Fault.CLOCK_TEN_MINUTES_OFF, ANNA);

    var id = SignedJWT.parse(Application.json(refresh()).path("id_token").asString());

    assertThat(ahead(id.getJWTClaimsSet().getIssueTime().toInstant()))
        .isBetween(Duration.ofMinutes(9), Duration.ofMinutes(11));
  }

  @Test
  void a_code_can_fail_for_its_redirect_uri() {
    var code = application().code(browser(), TENANT, ANNA);
    faults.switchOn(Fault.REDIRECT_URI_NOT_REGISTERED, ANNA);

    assertRefused(
        application().ask(TENANT, application().codeRequest(code)), 400, "invalid_request", 50011);
  }

  @Test
  void an_identity_provider_that_is_down_closes_the_connection() {
    faults.switchOn(Fault.AUTHORITY_DOWN, BERND);
    assertThat(refresh().status()).isEqualTo(200);

    faults.switchOn(Fault.AUTHORITY_DOWN, ANNA);
    assertThatThrownBy(this::refresh).isInstanceOf(UncheckedIOException.class);

    faults.switchOn(Fault.AUTHORITY_DOWN, Faults.EVERYBODY);
    assertThatThrownBy(() -> browser().open("/common/v2.0/.well-known/openid-configuration"))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(browser().open("/").status()).as("the desk has to stay").isEqualTo(200);
  }

  @Test
  void an_identity_provider_that_is_slow_answers_late_but_well() {
    faults.switchOn(Fault.AUTHORITY_SLOW, ANNA);
    long before = System.nanoTime();

    assertThat(refresh().status()).isEqualTo(200);

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(300));
  }

  @Test
  void too_many_requests_are_answered_with_a_time_to_wait() {
    faults.switchOn(Fault.AUTHORITY_THROTTLED, ANNA);

    var page = refresh();

    assertThat(page.status()).isEqualTo(429);
    assertThat(page.response().headers().firstValue("Retry-After")).hasValue("30");
  }

  @Test
  void an_identity_provider_can_be_unavailable_altogether() {
    faults.switchOn(Fault.AUTHORITY_UNAVAILABLE, Faults.EVERYBODY);

    assertThat(refresh().status()).isEqualTo(503);
    assertThat(browser().open("/common/discovery/v2.0/keys").status()).isEqualTo(503);
  }

  @ParameterizedTest
  @EnumSource(names = {"AUTHORITY_HTML", "AUTHORITY_GARBAGE"})
  void an_answer_can_be_no_json_at_all(Fault fault) {
    faults.switchOn(fault, ANNA);

    var page = refresh();

    assertThat(page.status()).isEqualTo(200);
    assertThatThrownBy(() -> Application.json(page)).isInstanceOf(RuntimeException.class);
  }

  private Page refresh() {
    return application().ask(TENANT, application().refreshRequest(refreshToken));
  }

  private Duration ahead(Instant instant) {
    return Duration.between(clock.instant(), instant);
  }
}
