package com.mailgrant.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.platform.InvalidInput.FieldError;
import com.mailgrant.platform.Secret;
import com.mailgrant.provider.AccountType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What browsers post, and what the page shows of an account. */
class AccountFormTest {
  private static final Map<String, String> GENERIC =
      Map.of(
          "accountName", "Sales",
          "username", "anna@contoso.example",
          "password", "right horse",
          "imap.host", "mail.contoso.example",
          "imap.port", "993",
          "imap.security", "tls",
          "smtp.host", "mail.contoso.example",
          "smtp.username", "relay",
          "smtp.password", "other horse");

  @Test
  void an_unticked_box_is_not_posted_and_means_no() {
    assertThat(AccountForm.draft(AccountType.MICROSOFT_365, Map.of()).useOAuth()).isFalse();
    assertThat(AccountForm.draft(AccountType.MICROSOFT_365, Map.of("useOAuth", "on")).useOAuth())
        .isTrue();
    assertThat(AccountForm.draft(AccountType.GENERIC, GENERIC).matchImapCredentials()).isFalse();
  }

  @Test
  void servers_are_read_for_generic_accounts_only() {
    assertThat(AccountForm.draft(AccountType.MICROSOFT_365, GENERIC).imap()).isNull();
    var generic = AccountForm.draft(AccountType.GENERIC, GENERIC);
    assertThat(Objects.requireNonNull(generic.imap()).port()).isEqualTo(993);
    assertThat(Objects.requireNonNull(generic.smtp()).password())
        .isEqualTo(new Secret("other horse"));
    assertThat(generic.pop3()).isNull();
  }

  @Test
  void a_login_that_matches_imap_is_not_read_although_browsers_post_it() {
    var values = new HashMap<>(GENERIC);
    values.put("matchImapCredentials", "on");
    var smtp = Objects.requireNonNull(AccountForm.draft(AccountType.GENERIC, values).smtp());
    assertThat(smtp.username()).isNull();
    assertThat(smtp.password()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"many", "-1", "1e3", "99999999999", "0x50", "９９３"})
  void a_port_that_is_no_number_becomes_one_that_is_refused_at_its_field(String typed) {
    var values = new HashMap<>(GENERIC);
    values.put("imap.port", typed);
    assertThat(Objects.requireNonNull(AccountForm.draft(AccountType.GENERIC, values).imap()).port())
        .isEqualTo(-1);
  }

  @Test
  void an_empty_password_field_is_no_password() {
    var values = new HashMap<>(GENERIC);
    values.put("password", "");
    assertThat(AccountForm.draft(AccountType.GENERIC, values).password()).isNull();
  }

  @Test
  void several_messages_at_one_field_are_shown_together() {
    assertThat(
            AccountForm.byField(
                List.of(
                    new FieldError("a", "wrong.account.no-host"),
                    new FieldError("b", "wrong.account.cloud", "x"),
                    new FieldError("a", "wrong.account.host"))))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "a",
                "Enter the host, for example mail.example.com. This is no host name. Enter one such"
                    + " as mail.example.com, without protocol and port.",
                "b",
                "There is no such cloud for this type. Choose one of x."));
  }
}
