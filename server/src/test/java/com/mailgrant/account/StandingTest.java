package com.mailgrant.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The states that an administrator sees, and what moves an account from one to the next. */
class StandingTest {
  /** The way of the help page. */
  @Test
  void from_saved_to_active() {
    var standing = Standing.SAVED_ONLY;
    standing = expect(standing, AccountStep.LOGIN_STARTED, AccountState.WAITING_FOR_LOGIN);
    standing =
        expect(standing, AccountStep.ADMINISTRATOR_NEEDED, AccountState.WAITING_FOR_ADMINISTRATOR);
    standing = expect(standing, AccountStep.ADMINISTRATOR_APPROVED, AccountState.WAITING_FOR_LOGIN);
    standing = expect(standing, AccountStep.SIGNED_IN, AccountState.SIGNED_IN);
    standing = expect(standing, AccountStep.TEST_PASSED, AccountState.TESTED);
    standing = expect(standing, AccountStep.FOLDERS_MAPPED, AccountState.ACTIVE);
    standing = expect(standing, AccountStep.TEST_FAILED, AccountState.DEGRADED);
    standing = expect(standing, AccountStep.RECOVERED, AccountState.ACTIVE);
    standing = expect(standing, AccountStep.GRANT_LOST, AccountState.NEEDS_LOGIN);
    standing = expect(standing, AccountStep.LOGIN_STARTED, AccountState.NEEDS_LOGIN);
    standing = expect(standing, AccountStep.SIGNED_IN, AccountState.MAPPED);
    expect(standing, AccountStep.TEST_PASSED, AccountState.ACTIVE);
  }

  @ParameterizedTest
  @CsvSource({
    // state, signed in, mapped, step, state after
    "SAVED, false, false, SIGNED_IN, SIGNED_IN",
    "SAVED, false, false, TEST_FAILED, SAVED",
    "SAVED, false, false, TROUBLE, SAVED",
    "SAVED, false, false, SETTINGS_CHANGED, SAVED",
    "PLANNED, false, false, LOGIN_STARTED, WAITING_FOR_LOGIN",
    "WAITING_FOR_LOGIN, false, false, ADMINISTRATOR_APPROVED, WAITING_FOR_LOGIN",
    "WAITING_FOR_ADMINISTRATOR, false, false, LOGIN_STARTED, WAITING_FOR_ADMINISTRATOR",
    "SIGNED_IN, true, false, LOGIN_STARTED, SIGNED_IN",
    "SIGNED_IN, true, false, FOLDERS_MAPPED, MAPPED",
    "SIGNED_IN, true, false, TROUBLE, SIGNED_IN",
    "MAPPED, true, true, TEST_PASSED, ACTIVE",
    "TESTED, true, false, FOLDERS_MAPPED, ACTIVE",
    "ACTIVE, true, true, LOGIN_STARTED, ACTIVE",
    "ACTIVE, true, true, ADMINISTRATOR_NEEDED, ACTIVE",
    "ACTIVE, true, true, TROUBLE, DEGRADED",
    "ACTIVE, true, true, SETTINGS_CHANGED, MAPPED",
    "ACTIVE, true, true, CREDENTIALS_GONE, SAVED",
    "ACTIVE, true, true, FOLDERS_MAPPED, ACTIVE",
    "DEGRADED, true, true, TEST_PASSED, ACTIVE",
    "DEGRADED, true, true, SETTINGS_CHANGED, MAPPED",
    "DEGRADED, true, true, TROUBLE, DEGRADED",
    "NEEDS_LOGIN, false, true, TROUBLE, NEEDS_LOGIN",
    "NEEDS_LOGIN, false, true, ADMINISTRATOR_NEEDED, WAITING_FOR_ADMINISTRATOR",
    "NEEDS_LOGIN, false, true, RECOVERED, NEEDS_LOGIN",
    "NEEDS_LOGIN, false, false, GRANT_SERVES, SIGNED_IN",
    "NEEDS_LOGIN, false, true, GRANT_SERVES, MAPPED",
    "DEGRADED, true, true, GRANT_SERVES, DEGRADED",
    "ACTIVE, true, true, GRANT_SERVES, ACTIVE",
    "DISABLED, true, true, ENABLED, MAPPED",
    "DISABLED, true, false, ENABLED, SIGNED_IN",
    "DISABLED, false, false, ENABLED, SAVED"
  })
  void every_step_leads_somewhere(
      AccountState before, boolean signedIn, boolean mapped, AccountStep step, AccountState after) {
    assertThat(new Standing(before, signedIn, mapped).after(step).state()).isEqualTo(after);
  }

  /** A disturbance says nothing about the grant. */
  @ParameterizedTest
  @EnumSource(AccountState.class)
  void trouble_never_asks_for_a_login(AccountState state) {
    var before = new Standing(state, true, true);
    for (var step : new AccountStep[] {AccountStep.TROUBLE, AccountStep.TEST_FAILED}) {
      var after = before.after(step);
      assertThat(after.signedIn()).isTrue();
      assertThat(after.state())
          .isEqualTo(state == AccountState.ACTIVE ? AccountState.DEGRADED : state);
    }
  }

  @ParameterizedTest
  @EnumSource(value = AccountStep.class, mode = Mode.EXCLUDE, names = "ENABLED")
  void a_disabled_account_stays_disabled_whatever_happens(AccountStep step) {
    assertThat(new Standing(AccountState.DISABLED, true, true).after(step).state())
        .isEqualTo(AccountState.DISABLED);
  }

  @Test
  void what_happens_while_an_account_is_disabled_is_remembered() {
    var disabled = new Standing(AccountState.DISABLED, true, true).after(AccountStep.GRANT_LOST);
    assertThat(disabled.signedIn()).isFalse();
    assertThat(disabled.after(AccountStep.SIGNED_IN).after(AccountStep.ENABLED).state())
        .isEqualTo(AccountState.MAPPED);
  }

  @ParameterizedTest
  @EnumSource(AccountState.class)
  void a_mapping_outlives_every_state(AccountState state) {
    for (var step : AccountStep.values()) {
      assertThat(new Standing(state, true, true).after(step).mapped()).isTrue();
    }
  }

  @Test
  void an_account_with_a_password_needs_nobody_to_sign_in() {
    assertThat(Standing.WITH_PASSWORD.state()).isEqualTo(AccountState.SIGNED_IN);
    assertThat(Standing.WITH_PASSWORD.signedIn()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(AccountState.class)
  void every_state_is_found_by_the_name_that_the_api_shows(AccountState state) {
    assertThat(AccountState.named(state.apiName())).isEqualTo(state);
    assertThat(state.apiName()).matches("[a-z-]+");
    assertThat(state.label()).isNotBlank();
  }

  private static Standing expect(Standing before, AccountStep step, AccountState state) {
    var after = before.after(step);
    assertThat(after.state()).as("%s after %s", before, step).isEqualTo(state);
    return after;
  }
}
