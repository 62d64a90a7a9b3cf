package com.mailgrant.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mailgrant.organization.OrganizationId;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.Missing;
import com.mailgrant.platform.Refused;
import com.mailgrant.platform.Secret;
import com.mailgrant.platform.Vault;
import com.mailgrant.testing.Installation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountsTest {
  private static final OrganizationId HERE = OrganizationId.FIRST;

  private final Installation installation = Installation.start();
  private final Accounts accounts = installation.node().get(Accounts.class);
  private final PasswordTable passwords = installation.node().get(PasswordTable.class);

  @BeforeEach
  void noAccounts() {
    installation.reset();
    installation.database().jdbc().sql("delete from mail_account").update();
  }

  @AfterAll
  void stop() {
    installation.close();
  }

  @Test
  void an_account_is_saved_without_needing_a_connection() {
    var account = create(Draft.corporate());
    assertThat(account.state()).isEqualTo(AccountState.SAVED);
    assertThat(account.state().label()).isEqualTo("Saved - not signed in");
    assertThat(account.version()).isEqualTo(1);
    assertThat(account.createdAt()).isEqualTo(installation.clock().instant());
    assertThat(accounts.of(HERE)).containsExactly(account);
    assertThat(installation.authority().visits()).isEmpty();
  }

  @Test
  void an_account_with_a_password_counts_as_signed_in() {
    var account = create(Draft.generic());
    assertThat(account.state()).isEqualTo(AccountState.SIGNED_IN);
    assertThat(accounts.password(account.id())).contains(new Secret("right horse"));
    assertThat(accounts.smtpPassword(account.id())).isEmpty();
  }

  @Test
  void every_field_comes_back_as_it_was_entered() {
    var draft =
        Draft.generic()
            .with("mailboxAddress", "info@contoso.example")
            .with("sentCopy", "no-copy")
            .ownSmtpLogin("relay", "other horse");
    var account = create(draft);
    var again = AccountDrafts.of(account);
    assertThat(again.accountName()).isEqualTo("Sales");
    assertThat(again.mailboxAddress()).isEqualTo("info@contoso.example");
    assertThat(again.sentCopy()).isEqualTo("no-copy");
    assertThat(again.imap())
        .isEqualTo(new AccountDraft.ServerDraft("mail.contoso.invalid", 993, "tls", null, null));
    assertThat(again.smtp())
        .isEqualTo(
            new AccountDraft.ServerDraft("mail.contoso.invalid", 587, "starttls", "relay", null));
    assertThat(again.matchImapCredentials()).isFalse();
    assertThat(again.password()).isNull();
    assertThat(accounts.smtpPassword(account.id())).contains(new Secret("other horse"));
  }

  @Test
  void what_is_wrong_is_not_stored_in_part() {
    assertThatThrownBy(() -> create(Draft.generic().with("senderEmail", "nobody")))
        .isInstanceOf(InvalidInput.class);
    assertThat(accounts.of(HERE)).isEmpty();
    assertThat(count("account_password")).isZero();
  }

  @Test
  void a_name_is_given_once_whatever_its_case() {
    create(Draft.corporate().with("accountName", "Sales"));
    var refused =
        catchThrowableOfType(
            InvalidInput.class, () -> create(Draft.corporate().with("accountName", "SALES")));
    assertThat(refused.errors().getFirst().field()).isEqualTo("accountName");
    assertThat(refused.errors().getFirst().message()).contains("SALES", "already");
  }

  @Test
  void of_two_who_choose_the_same_name_at_once_one_gets_it() {
    var tries = new ArrayList<CompletableFuture<Boolean>>();
    for (int i = 0; i < 8; i++) {
      tries.add(
          CompletableFuture.supplyAsync(() -> {
            try {
              create(Draft.corporate());
              return true;
            } catch (InvalidInput e) {
              return false;
            }
          }));
    }
    assertThat(tries.stream().map(CompletableFuture::join).filter(made -> made)).hasSize(1);
    assertThat(accounts.of(HERE)).hasSize(1);
  }

  /** Row R6: a mailbox moves from password to OAuth as a whole. */
  @Test
  void a_mailbox_never_has_an_account_of_each_kind() {
    create(Draft.generic().with("accountName", "Old"));
    assertThatThrownBy(() -> create(Draft.corporate().with("username", "ANNA@contoso.example")))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("Old")
        .extracting(refused -> ((Refused) refused).reason())
        .isEqualTo(Refused.Reason.CONFLICT);
    accounts.delete(HERE, accounts.of(HERE).getFirst().id());
    assertThat(create(Draft.corporate())).isNotNull();
  }

  @Test
  void an_account_may_be_edited_into_itself() {
    var account = create(Draft.generic());
    var after = edit(account, Draft.generic().password(null), null);
    assertThat(after.version()).isEqualTo(2);
    assertThat(after.state()).isEqualTo(account.state());
    assertThat(AccountDrafts.of(after)).isEqualTo(AccountDrafts.of(account));
  }

  @Test
  void a_masked_password_posted_back_never_overwrites_the_stored_one() {
    var account = create(Draft.generic().ownSmtpLogin("relay", "other horse"));
    edit(account, Draft.generic().password("••••••••").ownSmtpLogin("relay", "********"), null);
    assertThat(accounts.password(account.id())).contains(new Secret("right horse"));
    assertThat(accounts.smtpPassword(account.id())).contains(new Secret("other horse"));
    edit(account, Draft.generic().password("new horse").ownSmtpLogin("relay", null), null);
    assertThat(accounts.password(account.id())).contains(new Secret("new horse"));
    assertThat(accounts.smtpPassword(account.id())).contains(new Secret("other horse"));
  }

  @Test
  void of_two_who_edit_at_once_the_second_is_told() {
    var account = create(Draft.corporate());
    edit(account, Draft.corporate().with("accountName", "One"), 1L);
    assertThatThrownBy(() -> edit(account, Draft.corporate().with("accountName", "Two"), 1L))
        .isInstanceOf(Refused.class)
        .extracting(refused -> ((Refused) refused).reason())
        .isEqualTo(Refused.Reason.STALE_VERSION);
    assertThat(accounts.get(HERE, account.id()).accountName()).isEqualTo("One");
  }

  @Test
  void the_type_of_an_account_stays() {
    var account = create(Draft.corporate());
    assertThatThrownBy(() -> edit(account, Draft.generic(), null)).isInstanceOf(InvalidInput.class);
    assertThat(accounts.get(HERE, account.id())).isEqualTo(account);
  }

  @Test
  void who_signs_in_elsewhere_has_to_prove_it_again() {
    var account = TestAccounts.active(installation.node(), create(Draft.corporate()));
    assertThat(edit(account, Draft.corporate().with("senderName", "Sales Team"), null).state())
        .isEqualTo(AccountState.ACTIVE);
    assertThat(
            edit(account, Draft.corporate().with("mailboxAddress", "info@contoso.example"), null)
                .state())
        .isEqualTo(AccountState.MAPPED);
    assertThat(edit(account, Draft.corporate().with("cloud", "global"), null).state())
        .isEqualTo(AccountState.SAVED);
  }

  @Test
  void a_state_has_its_time_and_keeps_it_until_the_next() {
    var account = create(Draft.corporate());
    installation.clock().tick(Duration.ofMinutes(5));
    accounts.step(account.id(), AccountStep.LOGIN_STARTED);
    var since = installation.clock().instant();
    installation.clock().tick(Duration.ofMinutes(5));
    accounts.step(account.id(), AccountStep.LOGIN_STARTED);
    assertThat(accounts.get(HERE, account.id()).stateSince()).isEqualTo(since);
  }

  @Test
  void a_passed_test_is_remembered_with_its_time() {
    var account = create(Draft.generic());
    assertThat(account.lastProvedAt()).isNull();
    accounts.proved(account.id(), installation.clock().instant());
    var proved = accounts.get(HERE, account.id());
    assertThat(proved.lastProvedAt()).isEqualTo(installation.clock().instant());
    assertThat(proved.state()).isEqualTo(AccountState.TESTED);
  }

  @Test
  void steps_at_once_are_taken_one_after_the_other() {
    var account = create(Draft.corporate());
    var steps =
        List.of(
            AccountStep.SIGNED_IN,
            AccountStep.FOLDERS_MAPPED,
            AccountStep.TEST_PASSED,
            AccountStep.TROUBLE);
    steps.stream()
        .map(step -> CompletableFuture.runAsync(() -> accounts.step(account.id(), step)))
        .toList()
        .forEach(CompletableFuture::join);
    assertThat(accounts.get(HERE, account.id()).mapped()).isTrue();
  }

  @Test
  void a_deleted_account_is_found_by_nobody() {
    var account = create(Draft.generic().ownSmtpLogin("relay", "other horse"));
    accounts.delete(HERE, account.id());
    assertThat(accounts.of(HERE)).isEmpty();
    assertThatThrownBy(() -> accounts.get(HERE, account.id())).isInstanceOf(Missing.class);
    assertThatThrownBy(() -> accounts.delete(HERE, account.id())).isInstanceOf(Missing.class);
    assertThatThrownBy(() -> accounts.step(account.id(), AccountStep.SIGNED_IN))
        .isInstanceOf(Missing.class);
  }

  @Test
  void another_organization_sees_nothing() {
    var account = create(Draft.generic());
    var elsewhere = new OrganizationId(UUID.randomUUID());
    assertThat(accounts.of(elsewhere)).isEmpty();
    assertThatThrownBy(() -> accounts.get(elsewhere, account.id())).isInstanceOf(Missing.class);
    assertThatThrownBy(() -> accounts.delete(elsewhere, account.id())).isInstanceOf(Missing.class);
    assertThat(accounts.get(HERE, account.id())).isEqualTo(account);
  }

  @Test
  void a_password_lies_sealed_and_opens_for_its_account_and_use_alone() {
    var anna = create(Draft.generic().ownSmtpLogin("relay", "other horse"));
    var bernd =
        create(Draft.generic().with("accountName", "Bernd").with("username", "b@contoso.example"));
    assertThat(installation.database().everything()).noneMatch(value -> value.contains("horse"));
    copyPassword(anna, "SMTP", anna, "MAIL");
    assertThatThrownBy(() -> passwords.find(anna.id(), PasswordTable.Use.MAIL))
        .isInstanceOf(Vault.SealBroken.class);
    copyPassword(anna, "MAIL", bernd, "MAIL");
    assertThatThrownBy(() -> passwords.find(bernd.id(), PasswordTable.Use.MAIL))
        .isInstanceOf(Vault.SealBroken.class);
  }

  @Test
  void the_view_for_programs_shows_servers_and_no_secret() {
    var view = installation.node().get(AccountView.Views.class).of(create(Draft.corporate()));
    assertThat(Objects.requireNonNull(view.imap()).port())
        .isEqualTo(installation.imap().address().port());
    assertThat(view.toString()).doesNotContain("horse");
  }

  private MailAccount create(Draft draft) {
    return accounts.create(HERE, draft.draft());
  }

  private MailAccount edit(MailAccount account, Draft draft, @Nullable Long version) {
    return accounts.edit(HERE, account.id(), draft.draft(), version);
  }

  private void copyPassword(MailAccount from, String fromUse, MailAccount to, String toUse) {
    installation
        .database()
        .jdbc()
        .sql(
            """
            update account_password set sealed = (
              select sealed from account_password where account_id = ? and used_for = ?)
            where account_id = ? and used_for = ?
            """)
        .params(from.id().value(), fromUse, to.id().value(), toUse)
        .update();
  }

  private int count(String table) {
    return installation
        .database()
        .jdbc()
        .sql("select count(*) from " + table)
        .query(Integer.class)
        .single();
  }
}
