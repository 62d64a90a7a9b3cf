package com.mailgrant.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.account.MailAccount;
import com.mailgrant.organization.Organization;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.organization.Organizations;
import com.mailgrant.platform.Language;
import com.mailgrant.testing.Installation;
import com.mailgrant.testing.SettableClock;
import com.mailgrant.token.Freshness;
import com.mailgrant.token.Tokens;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Warnings before death: early, a few times, each once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WarningsTest {
  private static final LocalDate TODAY = LocalDate.ofInstant(SettableClock.NOON, ZoneOffset.UTC);

  private final HealthStage stage = new HealthStage();
  private List<MailAccount> accounts = List.of();

  @BeforeEach
  void twoAccountsThatWork() {
    stage.reset();
    accounts = stage.active(2);
    stage.proveDue();
    heard().clear();
  }

  @AfterAll
  void stop() {
    stage.close();
  }

  @Test
  void a_secret_is_warned_of_at_60_30_14_7_and_1_days_and_when_it_has_ended() {
    secretEnds(TODAY.plusDays(70));
    var days = new ArrayList<Long>();
    for (int day = 0; day < 80; day++) {
      int before = heard().size();
      stage.node().get(Watch.class).hourly();
      stage.node().get(Watch.class).hourly();
      if (heard().size() > before) {
        assertThat(heard()).hasSize(before + 1);
        days.add(70L - day);
      }
      stage.tick(Duration.ofDays(1));
      // The daily refresh goes on beside it.
      stage
          .jdbc()
          .sql("update token_grant set refreshed_at = refreshed_at + interval '1 day'")
          .update();
    }
    assertThat(days).containsExactly(60L, 30L, 14L, 7L, 1L, -1L);
  }

  @Test
  void the_warning_names_the_number_of_accounts_and_the_day() {
    secretEnds(TODAY.plusDays(10));
    var warning = warnings().getFirst();
    assertThat(warning.title().toString())
        .contains(Installation.CLIENT_ID)
        .contains("in 10 days, on " + TODAY.plusDays(10))
        .contains("2 accounts");
    assertThat(warning.accounts())
        .containsExactlyInAnyOrderElementsOf(accounts.stream().map(MailAccount::id).toList());
    assertThat(warning.kind()).isEqualTo(Warning.Kind.SECRET_ENDS);
  }

  @Test
  void who_comes_late_is_warned_once_for_the_nearest_stage_alone() {
    secretEnds(TODAY.plusDays(5));
    stage.node().get(Watch.class).hourly();
    assertThat(heard()).hasSize(1);
    stage.node().get(NoticeMail.class).send();
    assertThat(stage.mails()).hasSize(1);
    assertThat(stage.mails().getFirst()).contains("ends in 5 days");
  }

  @Test
  void a_new_secret_ends_the_warning_and_its_own_end_is_warned_of_again() {
    secretEnds(TODAY.plusDays(5));
    stage.node().get(Watch.class).hourly();
    secretEnds(TODAY.plusDays(400));
    assertThat(warnings()).isEmpty();
    secretEnds(TODAY.plusDays(6));
    stage.node().get(Watch.class).hourly();
    assertThat(heard()).hasSize(2);
  }

  @Test
  void a_secret_that_lasts_longer_or_whose_end_nobody_entered_is_no_warning() {
    assertThat(warnings()).isEmpty();
    secretEnds(TODAY.plusDays(61));
    assertThat(warnings()).isEmpty();
  }

  @Test
  void with_a_tested_successor_the_warning_comes_late_and_says_what_is_left_to_do() {
    secretEnds(TODAY.plusDays(8));
    nextSecret("Recognised", TODAY.plusDays(400));
    assertThat(warnings()).isEmpty();
    secretEnds(TODAY.plusDays(7));
    assertThat(warnings().getFirst().advice().toString()).contains("Switch to the new secret");
    assertThat(warnings().getFirst().title().toString()).contains("2 accounts");

    nextSecret(null, TODAY.plusDays(400));
    secretEnds(TODAY.plusDays(20));
    assertThat(warnings().getFirst().advice().toString())
        .contains("Test it under App registrations");
    nextSecret("Recognised", TODAY.plusDays(20));
    assertThat(warnings().getFirst().advice().toString())
        .as("one that ends no later is no successor")
        .startsWith("Create a new client secret");
  }

  @Test
  void a_notice_is_written_in_the_language_of_the_organization() {
    var organizations = stage.node().get(Organizations.class);
    var before = organizations.get(OrganizationId.FIRST);
    organizations.keep(new Organization(before.id(), before.name(), Language.GERMAN));
    try {
      secretEnds(TODAY.plusDays(5));
      stage.node().get(Watch.class).hourly();
      stage.node().get(NoticeMail.class).send();
      assertThat(stage.mails().getFirst()).contains("in 5 Tagen ab", "2 Konten betroffen");
      assertThat(heard().getFirst().title()).as("programs get English").contains("ends in 5 days");
    } finally {
      organizations.keep(before);
    }
  }

  @Test
  void a_sign_in_that_was_not_renewed_for_weeks_is_warned_of() {
    stage
        .jdbc()
        .sql("update token_grant set refreshed_at = ? where account_id = ?")
        .params(
            SettableClock.NOON.minus(Duration.ofDays(77)).atOffset(ZoneOffset.UTC),
            accounts.getFirst().id().value())
        .update();
    var warning = warnings().getFirst();
    assertThat(warnings()).hasSize(1);
    assertThat(warning.kind()).isEqualTo(Warning.Kind.SIGN_IN_UNUSED);
    assertThat(warning.daysLeft()).isEqualTo(13);
    assertThat(warning.accounts()).containsExactly(accounts.getFirst().id());
    stage.node().get(Watch.class).hourly();
    stage.node().get(Watch.class).hourly();
    assertThat(heard()).hasSize(1);
  }

  @Test
  void a_permission_that_a_refresh_no_longer_brings_is_warned_of_once() {
    stage
        .installation()
        .authority()
        .desk()
        .answers(answer -> {
          answer.put("scope", "openid profile offline_access IMAP.AccessAsUser.All");
          return answer;
        });
    stage.tick(Duration.ofHours(2));
    stage.node().get(Tokens.class).accessToken(accounts.getFirst().id(), Freshness.NEW);
    var warning = warnings().getFirst();
    assertThat(warning.kind()).isEqualTo(Warning.Kind.PERMISSION_LOST);
    assertThat(warning.title().toString()).endsWith("has lost permissions: SMTP.Send");
    stage.node().get(Watch.class).hourly();
    stage.node().get(Watch.class).hourly();
    assertThat(heard()).hasSize(1);
    stage.installation().authority().desk().answers(answer -> answer);
    stage.tick(Duration.ofHours(2));
    stage.node().get(Tokens.class).accessToken(accounts.getFirst().id(), Freshness.NEW);
    assertThat(warnings()).isEmpty();
  }

  @Test
  void an_answer_that_names_no_scopes_means_that_nothing_was_lost() {
    stage
        .installation()
        .authority()
        .desk()
        .answers(answer -> {
          answer.remove("scope");
          return answer;
        });
    stage.tick(Duration.ofHours(2));
    stage.node().get(Tokens.class).accessToken(accounts.getFirst().id(), Freshness.NEW);
    assertThat(warnings()).isEmpty();
  }

  private void nextSecret(@Nullable String outcome, LocalDate ends) {
    stage.jdbc().sql("delete from spare_secret").update();
    stage
        .jdbc()
        .sql(
            """
            insert into spare_secret (registration_id, role, proof, sealed, expires, kept_at, tested_at, outcome)
            select id, 'NEXT', 'SECRET', ''::bytea, ?, now(), now(), ? from app_registration
            """)
        .param(ends)
        .param(outcome)
        .update();
  }

  private void secretEnds(LocalDate day) {
    stage.jdbc().sql("update app_registration set expires = ?").param(day).update();
  }

  private List<Warning> warnings() {
    return stage.node().get(Warnings.class).of(OrganizationId.FIRST);
  }

  private List<HealthNotice> heard() {
    return stage.node().get(HeardNotices.class).heard();
  }
}
