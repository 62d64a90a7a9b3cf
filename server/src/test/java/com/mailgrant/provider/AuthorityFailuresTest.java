package com.mailgrant.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.provider.Failure.Flaw;
import com.mailgrant.provider.Failure.Trouble;
import com.mailgrant.provider.Failure.What;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorityFailuresTest {
  private static final Evidence OWN = Cases.own(AccountType.GENERIC, null);

  @ParameterizedTest
  @CsvSource({
    "UNREACHABLE, D33, operator",
    "TIMED_OUT, D33, operator",
    "TLS, D52, operator",
    "SERVER_ERROR, D51, nobody",
    "THROTTLED, D40, nobody",
    "GARBLED, D97, operator"
  })
  void what_keeps_an_authority_from_answering(Trouble trouble, String code, String actor) {
    var failure = new Failure.NoAnswer(trouble, "login.contoso.example", "as seen");
    var diagnosis = Told.whole(AuthorityFailures.explain(failure, OWN));
    assertThat(diagnosis.code()).isEqualTo(code);
    assertThat(diagnosis.actor().apiName()).isEqualTo(actor);
    assertThat(diagnosis.cause()).contains("login.contoso.example");
  }

  @ParameterizedTest
  @EnumSource(What.class)
  void what_an_answer_lacks(What what) {
    Told.whole(AuthorityFailures.explain(new Failure.Lacking(what, "as seen"), OWN));
  }

  @ParameterizedTest
  @CsvSource({"SCOPES, D25", "IDENTITY, D50", "CLOCK, D62"})
  void what_is_wrong_with_a_token(Flaw flaw, String code) {
    var finding = AuthorityFailures.explain(new Failure.WrongToken(flaw, "as seen"), OWN);
    assertThat(finding.code()).isEqualTo(code);
    assertThat(finding.values()).containsEntry("detail", "as seen");
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504, 599})
  void some_statuses_are_disturbances_whatever_the_body_says(int status) {
    assertThat(AuthorityFailures.disturbance(status)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 301, 400, 401, 403, 404, 407})
  void at_other_statuses_the_body_counts(int status) {
    assertThat(AuthorityFailures.disturbance(status)).isEmpty();
  }
}
