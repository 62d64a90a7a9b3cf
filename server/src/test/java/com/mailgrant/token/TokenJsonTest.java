package com.mailgrant.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.mailgrant.platform.Secret;
import com.mailgrant.provider.Failure.Trouble;
import com.mailgrant.provider.TokenError;
import com.mailgrant.token.TokenAnswer.Granted;
import com.mailgrant.token.TokenAnswer.Refused;
import com.mailgrant.token.TokenAnswer.Unavailable;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenJsonTest {
  private static final String HOST = "login.contoso.example";

  @Test
  void a_good_answer_is_read_in_full() {
    var granted =
        granted(
            """
            {"token_type": "Bearer", "access_token": "AT", "refresh_token": "RT", "id_token": "ID",
             "expires_in": 3599, "scope": "IMAP.AccessAsUser.All  SMTP.Send", "unknown": {"x": [1]}}
            """);
    assertThat(granted.accessToken()).isEqualTo(new Secret("AT"));
    assertThat(granted.refreshToken()).isEqualTo(new Secret("RT"));
    assertThat(granted.idToken()).isEqualTo(new Secret("ID"));
    assertThat(granted.expiresIn()).isEqualTo(Duration.ofSeconds(3599));
    assertThat(granted.scopes()).containsExactlyInAnyOrder("IMAP.AccessAsUser.All", "SMTP.Send");
  }

  @Test
  void what_is_left_out_is_told_apart_from_what_is_empty() {
    var granted = granted("{\"access_token\": \"AT\"}");
    assertThat(granted.refreshToken()).isNull();
    assertThat(granted.idToken()).isNull();
    assertThat(granted.scopes()).isEmpty();
    assertThat(granted("{\"access_token\": \"AT\", \"refresh_token\": \" \"}").refreshToken())
        .isNull();
  }

  /** Some authorities write the seconds as text. Without or with nonsense it is the usual hour. */
  @ParameterizedTest
  @CsvSource({
    "3599, PT59M59S",
    "'\"3599\"', PT59M59S",
    "0, PT0S",
    "-5, PT0S",
    "172801, PT48H",
    "99999999999999, PT48H",
    "null, PT1H",
    "'\"soon\"', PT1H",
    "[], PT1H"
  })
  void the_life_of_a_token_is_bounded(String expiresIn, Duration life) {
    assertThat(granted("{\"access_token\": \"AT\", \"expires_in\": " + expiresIn + "}").expiresIn())
        .isEqualTo(life);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "42",
        "[]",
        "\"access_token\"",
        "{",
        "{}",
        "<html><body>Sign in to the hotel's network</body></html>",
        "{\"access_token\": 42}",
        "{\"access_token\": \"\"}",
        "{\"access_token\": [\"AT\"]}",
        "{\"access_token\": null}",
        "{\"access_token\": \"line\\nbreak\"}",
        "{\"access_token\": \"nul\\u0000\"}",
        "{\"access_token\": \"ünïcode\"}",
        "{\"access_token\": \"AT\", \"refresh_token\": \"line\\r\\nbreak\"}"
      })
  void garbage_says_nothing_about_the_grant(String body) {
    assertThat(TokenJson.read(200, body, HOST))
        .asInstanceOf(type(Unavailable.class))
        .satisfies(unavailable -> {
          assertThat(unavailable.why().trouble()).isEqualTo(Trouble.GARBLED);
          assertThat(unavailable.why().host()).isEqualTo(HOST);
        });
  }

  @Test
  void deeply_nested_garbage_breaks_nothing() {
    assertThat(TokenJson.read(200, "[".repeat(100_000), HOST)).isInstanceOf(Unavailable.class);
    assertThat(TokenJson.read(400, "{\"a\":".repeat(50_000), HOST)).isInstanceOf(Unavailable.class);
  }

  @ParameterizedTest
  @CsvSource({"429, THROTTLED", "500, SERVER_ERROR", "502, SERVER_ERROR", "599, SERVER_ERROR"})
  void the_status_of_a_disturbance_outranks_whatever_the_body_says(int status, Trouble trouble) {
    for (var body :
        new String[] {"{\"error\": \"invalid_grant\"}", "{\"access_token\": \"AT\"}", "<html>"}) {
      assertThat(TokenJson.read(status, body, HOST))
          .asInstanceOf(type(Unavailable.class))
          .extracting(unavailable -> unavailable.why().trouble())
          .isEqualTo(trouble);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 400, 401, 403, 407})
  void a_token_counts_only_with_status_200(int status) {
    assertThat(TokenJson.read(status, "{\"access_token\": \"AT\"}", HOST))
        .isInstanceOf(Unavailable.class);
  }

  @Test
  void a_refusal_is_read_in_full() {
    var error =
        refused(
            400,
            """
            {"error": "invalid_grant", "suberror": "bad_token", "error_codes": [70008, 70000],
             "error_description": "AADSTS70008: expired.\\r\\nTrace ID: t", "timestamp": "noon",
             "trace_id": "t-1", "correlation_id": "c-1"}
            """);
    assertThat(error.error()).isEqualTo("invalid_grant");
    assertThat(error.suberror()).isEqualTo("bad_token");
    assertThat(error.codes()).containsExactly(70008, 70000);
    assertThat(error.status()).isEqualTo(400);
    assertThat(error.description()).startsWith("AADSTS70008: expired.");
    assertThat(error.trace().traceId()).isEqualTo("t-1");
    assertThat(error.trace().correlationId()).isEqualTo("c-1");
    assertThat(error.trace().timestamp()).isEqualTo("noon");
  }

  @Test
  void numbers_are_taken_from_the_text_where_there_is_no_list() {
    assertThat(
            refused(
                    401,
                    "{\"error\": \"x\", \"error_description\": \"AADSTS500011: a AADSTS65001: b\"}")
                .codes())
        .containsExactly(500011, 65001);
    assertThat(refused(400, "{\"error\": \"x\", \"error_codes\": [null, {}, \"y\"]}").codes())
        .isEmpty();
  }

  @Test
  void an_error_with_status_200_is_neither_a_token_nor_the_end_of_a_grant() {
    assertThat(
            TokenJson.read(200, "{\"error\": \"invalid_grant\", \"access_token\": \"AT\"}", HOST))
        .asInstanceOf(type(Unavailable.class))
        .satisfies(unavailable -> {
          assertThat(unavailable.why().trouble()).isEqualTo(Trouble.GARBLED);
          assertThat(unavailable.why().detail()).contains("HTTP 200", "invalid_grant");
        });
  }

  @Test
  void a_byte_order_mark_before_the_answer_is_ignored() {
    assertThat(granted("\uFEFF{\"access_token\": \"AT\"}").accessToken())
        .isEqualTo(new Secret("AT"));
  }

  @Test
  void an_object_where_the_word_belongs_is_garbage() {
    assertThat(TokenJson.read(403, "{\"error\": {\"code\": \"Forbidden\"}}", HOST))
        .isInstanceOf(Unavailable.class);
  }

  @Test
  void endless_texts_are_cut() {
    var error =
        refused(400, "{\"error\": \"x\", \"error_description\": \"" + "y".repeat(100_000) + "\"}");
    assertThat(error.description()).hasSize(2_000);
  }

  @Test
  void nothing_of_an_answer_can_be_printed() {
    assertThat(
            granted(
                    "{\"access_token\": \"AT-1\", \"refresh_token\": \"RT-1\", \"id_token\": \"ID-1\"}")
                .toString())
        .doesNotContain("AT-1", "RT-1", "ID-1");
  }

  private static Granted granted(String body) {
    return assertThat(TokenJson.read(200, body, HOST)).asInstanceOf(type(Granted.class)).actual();
  }

  private static TokenError refused(int status, String body) {
    return assertThat(TokenJson.read(status, body, HOST))
        .asInstanceOf(type(Refused.class))
        .actual()
        .error();
  }
}
