package com.mailgrant.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mailgrant.account.AccountDraft.ServerDraft;
import com.mailgrant.account.TestAccounts;
import com.mailgrant.testing.Installation;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class SettingsNotCompleteTest {
  @Test
  void an_account_without_a_server_for_a_direction_is_told_that_it_lacks_one() {
    try (var installation = Installation.start()) {
      var account =
          TestAccounts.generic(
              installation.node(),
              "greta@elsewhere.example",
              new ServerDraft("mail.elsewhere.example", 993, "tls", null, null),
              null);
      var sessions = installation.node().get(MailSessions.class);

      assertThatThrownBy(() -> sessions.smtp(account))
          .asInstanceOf(InstanceOfAssertFactories.type(NoSession.class))
          .satisfies(none -> {
            assertThat(none.finding().code()).isEqualTo("D64");
            assertThat(none.finding().values().get("detail"))
                .isEqualTo("the account has no SMTP server");
          });
    }
  }
}
