package com.mailgrant.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mailgrant.account.PasswordTable.Use;
import com.mailgrant.mail.Security;
import com.mailgrant.mail.ServerAddress;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.InvalidInput.FieldError;
import com.mailgrant.platform.Secret;
import com.mailgrant.provider.AccountType;
import com.mailgrant.provider.SentCopy;
import com.mailgrant.testing.Installation;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountRulesTest {
  private final Installation installation = Installation.start();
  private final AccountRules rules = installation.node().get(AccountRules.class);

  @AfterAll
  void stop() {
    installation.close();
  }

  @Test
  void the_fields_of_the_help_page_are_enough() {
    var settings = check(Draft.corporate());
    assertThat(settings.type()).isEqualTo(AccountType.MICROSOFT_365);
    assertThat(settings.accountName()).isEqualTo("Sales");
    assertThat(settings.senderEmail()).isEqualTo(new EmailAddress("anna@contoso.example"));
    assertThat(settings.useOAuth()).isTrue();
    assertThat(settings.username()).isEqualTo("anna@contoso.example");
    assertThat(settings.mailboxAddress()).isNull();
    assertThat(settings.cloud()).isEqualTo("lab");
    assertThat(settings.imap()).isNull();
    assertThat(settings.password()).isNull();
  }

  @Test
  void white_space_around_a_value_is_no_part_of_it() {
    var settings =
        check(
            Draft.corporate()
                .with("accountName", "  Sales \t")
                .with("username", " anna@a.example "));
    assertThat(settings.accountName()).isEqualTo("Sales");
    assertThat(settings.username()).isEqualTo("anna@a.example");
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {" ", "\t", "\u2003"})
  void what_is_required_and_empty_is_asked_for_at_its_field(String empty) {
    for (var field : new String[] {"accountName", "senderEmail"}) {
      assertThat(messages(Draft.corporate().with(field, empty), field)).startsWith("Enter the ");
    }
  }

  @Test
  void sender_name_may_be_empty_and_username_follows_the_sender() {
    var settings = check(Draft.corporate().with("senderName", "").with("username", ""));
    assertThat(settings.senderName()).isEmpty();
    assertThat(settings.username()).isEqualTo("anna@contoso.example");
    assertThat(messages(Draft.corporate().with("senderEmail", "").with("username", ""), "username"))
        .startsWith("Enter the Username");
  }

  @ParameterizedTest
  @CsvSource({"accountName, 100", "senderName, 100", "username, 254"})
  void what_is_too_long_is_refused_with_its_bound(String field, int longest) {
    assertThat(check(Draft.corporate().with(field, "x".repeat(longest)))).isNotNull();
    assertThat(messages(Draft.corporate().with(field, "x".repeat(longest + 1)), field))
        .contains("at most " + longest + " characters");
    assertThat(messages(Draft.corporate().with(field, "x".repeat(1_000_000)), field))
        .hasSizeLessThan(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\r\nBcc: eve@fabrikam.example",
        "a\nb",
        "a\rb",
        "a\u0000b",
        "a\u0007b",
        "a\u007fb",
        "a\u0085b",
        "a\u2028b",
        "a\u2029b",
        "a\u202eb",
        "a\u2066b",
        "a\ud800b"
      })
  void line_breaks_and_control_characters_are_refused_in_every_text(String text) {
    for (var field : new String[] {"accountName", "senderName", "username"}) {
      assertThat(messages(Draft.corporate().with(field, text), field))
          .contains("control character");
    }
    assertThat(messages(Draft.corporate().with("senderEmail", text + "@a.example"), "senderEmail"))
        .contains("no email address");
    assertThat(
            messages(
                Draft.corporate().with("mailboxAddress", text + "@a.example"), "mailboxAddress"))
        .contains("no email address");
    assertThat(messages(Draft.corporate().with("cloud", text), "cloud")).contains("no such cloud");
    assertThat(messages(Draft.corporate().with("sentCopy", text), "sentCopy"))
        .startsWith("Choose one of");
    assertThat(messages(Draft.corporate().with("type", text), "type")).startsWith("Choose one of");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Vertrieb & Söhne", "販売部", "O'Neil <Sales>", "🙂", "a\u200db"})
  void names_may_be_of_any_language(String name) {
    var settings = check(Draft.corporate().with("accountName", name).with("senderName", name));
    assertThat(settings.accountName()).isEqualTo(name);
    assertThat(settings.senderName()).isEqualTo(name);
  }

  @Test
  void a_foreign_domain_is_kept_in_its_ascii_form() {
    assertThat(check(Draft.corporate().with("senderEmail", "anna@müller.example")).senderEmail())
        .isEqualTo(new EmailAddress("anna@xn--mller-kva.example"));
    assertThat(
            messages(Draft.corporate().with("senderEmail", "ännä@müller.example"), "senderEmail"))
        .contains("special letters before the @");
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown", "google", "outlook.com", "LAB", "lab; drop table"})
  void a_cloud_that_does_not_serve_the_type_is_refused_with_the_choice(String cloud) {
    assertThat(messages(Draft.corporate().with("cloud", cloud), "cloud"))
        .contains("global", "lab")
        .doesNotContain("outlook.com,");
  }

  @Test
  void a_generic_account_has_no_cloud_and_no_oauth() {
    assertThat(messages(Draft.generic().with("cloud", "global"), "cloud")).contains("no cloud");
    assertThat(messages(Draft.generic().with("useOAuth", "true"), "useOAuth"))
        .contains("signs in with a password");
  }

  @Test
  void the_servers_of_a_known_provider_are_preset() {
    assertThat(messages(Draft.corporate().imap("mail.contoso.example", 993, "tls"), "imap"))
        .contains("preset");
  }

  @Test
  void a_generic_account_needs_a_server() {
    assertThat(messages(Draft.generic().imap(null).smtp(null), "imap.host"))
        .contains("Enter the host");
  }

  @ParameterizedTest
  @CsvSource({
    "imap, , tls, 993", "imap, , starttls, 143", "imap, , none, 143", "imap, , , 993",
    "smtp, , tls, 465", "smtp, , starttls, 587", "smtp, 2525, starttls, 2525", "smtp, , SSL, 465"
  })
  void the_port_follows_the_security(String protocol, Integer port, String security, int used) {
    var draft =
        protocol.equals("imap")
            ? Draft.generic().imap("mail.contoso.example", port, security)
            : Draft.generic().smtp("mail.contoso.example", port, security);
    var settings = check(draft);
    var server = protocol.equals("imap") ? settings.imap() : settings.smtp();
    assertThat(server).extracting(ServerAddress::port).isEqualTo(used);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 65_536, 70_000, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void a_port_that_is_none_is_refused(int port) {
    assertThat(messages(Draft.generic().imap("mail.contoso.example", port, "tls"), "imap.port"))
        .contains("from 1 to 65535");
    assertThat(messages(Draft.generic().smtp("mail.contoso.example", port, "tls"), "smtp.port"))
        .contains(String.valueOf(port));
  }

  @Test
  void a_security_that_is_none_is_refused() {
    assertThat(
            messages(Draft.generic().imap("mail.contoso.example", 993, "maybe"), "imap.security"))
        .contains("tls, starttls, none");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://mail.contoso.example",
        "mail.contoso.example:993",
        "abc.de:993",
        "mail contoso",
        "mail.contoso.example/",
        "mail..contoso.example",
        "-mail.contoso.example",
        "mail_1.contoso.example",
        "anna@contoso.example",
        "mail.contoso.example\r\nx",
        "mail\u0000.contoso.example",
        "müller.example",
        "...",
        ":::",
        "[mail.contoso.example]",
        "[52.97.1.2",
        "1.2.3.4.5:"
      })
  void what_is_no_host_is_refused(String host) {
    assertThat(messages(Draft.generic().imap(host, 993, "tls"), "imap.host"))
        .as(host)
        .contains("This is no host name");
  }

  @Test
  void an_endless_host_is_refused_quickly() {
    assertThat(messages(Draft.generic().imap("a.".repeat(100_000), 993, "tls"), "imap.host"))
        .contains("This is no host name");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.0.0.5",
        "192.168.1.1",
        "169.254.169.254",
        "::1",
        "[::1]",
        "::ffff:10.0.0.1",
        "fd00::1",
        "127.0.0.2"
      })
  void a_host_inside_a_private_network_is_refused(String host) {
    assertThat(messages(Draft.generic().imap(host, 993, "tls"), "imap.host"))
        .contains("private network", "mailgrant.network.allow-private-hosts");
    assertThat(messages(Draft.generic().smtp(host, 587, "starttls"), "smtp.host"))
        .contains("private network");
  }

  @Test
  void a_host_that_nobody_knows_yet_may_be_saved() {
    var settings = check(Draft.generic().imap("Mail.Contoso.Invalid", 993, "tls"));
    assertThat(settings.imap())
        .isEqualTo(new ServerAddress("mail.contoso.invalid", 993, Security.TLS));
  }

  @Test
  void a_literal_address_is_kept_without_brackets() {
    assertThat(check(Draft.generic().imap("[2603:1026::1]", 993, "tls")).imap())
        .isEqualTo(new ServerAddress("2603:1026::1", 993, Security.TLS));
  }

  @Test
  void a_new_account_with_a_password_needs_one() {
    assertThat(messages(Draft.generic().password(null), "password"))
        .contains("Enter the password of anna@contoso.example");
    assertThat(messages(Draft.generic().password("••••••••"), "password")).contains("Enter the");
    assertThat(rules.check(Draft.generic().password(null).draft(), Set.of(Use.MAIL)).password())
        .isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "********", "••••••••"})
  void a_masked_password_posted_back_leaves_the_stored_one(String mask) {
    assertThat(rules.check(Draft.generic().password(mask).draft(), Set.of(Use.MAIL)).password())
        .isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"line\nbreak", "line\r\nbreak", "nul\u0000", "bell\u0007", "x\u007f"})
  void a_password_that_no_server_can_take_is_refused(String password) {
    assertThat(messages(Draft.generic().password(password), "password"))
        .contains("control character")
        .doesNotContain(password);
    assertThat(messages(Draft.generic().ownSmtpLogin("anna", password), "smtp.password"))
        .contains("control character");
  }

  @Test
  void a_password_may_hold_everything_else() {
    for (var password :
        new String[] {" leading blank", "ümläut€", "\"quo\\te\"", "p".repeat(1024)}) {
      assertThat(check(Draft.generic().password(password)).password())
          .isEqualTo(new Secret(password));
    }
    assertThat(messages(Draft.generic().password("p".repeat(1025)), "password"))
        .contains("at most 1,024");
  }

  @Test
  void sending_may_have_its_own_login() {
    var settings = check(Draft.generic().ownSmtpLogin("relay", "other horse"));
    assertThat(settings.smtpUsername()).isEqualTo("relay");
    assertThat(settings.smtpPassword()).isEqualTo(new Secret("other horse"));
    assertThat(messages(Draft.generic().ownSmtpLogin("", "x"), "smtp.username"))
        .contains("Match IMAP credentials");
    assertThat(messages(Draft.generic().ownSmtpLogin("x".repeat(255), "x"), "smtp.username"))
        .contains("at most 254");
  }

  @Test
  void a_login_of_its_own_for_sending_needs_a_password_of_its_own() {
    assertThat(messages(Draft.generic().ownSmtpLogin("relay", null), "smtp.password"))
        .contains("Enter the password of relay");
  }

  @Test
  void the_copy_of_sent_messages_is_one_of_three() {
    assertThat(check(Draft.corporate().with("sentCopy", "no-copy")).sentCopy())
        .isEqualTo(SentCopy.NO_COPY);
    assertThat(messages(Draft.corporate().with("sentCopy", "two"), "sentCopy"))
        .contains("provider-files-it, mailgrant-appends, no-copy");
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"exchange", "MICROSOFT365", "generic "})
  void a_type_that_is_none_is_refused(String type) {
    assertThat(messages(Draft.corporate().with("type", type), "type"))
        .contains("microsoft365, outlook, gmail, generic");
  }

  @Test
  void everything_that_is_wrong_is_said_at_once() {
    var draft =
        Draft.generic()
            .with("accountName", "")
            .with("senderEmail", "nobody")
            .imap("127.0.0.1", 0, "maybe");
    assertThat(errors(draft))
        .extracting(FieldError::field)
        .contains("accountName", "senderEmail", "imap.host", "imap.port", "imap.security");
  }

  private AccountSettings check(Draft draft) {
    return rules.check(draft.draft(), Set.of());
  }

  private List<FieldError> errors(Draft draft) {
    var refused = catchThrowableOfType(InvalidInput.class, () -> check(draft));
    assertThat(refused).as("%s should be refused", draft.draft()).isNotNull();
    return refused.errors();
  }

  private String messages(Draft draft, String field) {
    var errors = errors(draft);
    assertThat(errors).extracting(FieldError::field).contains(field);
    return errors.stream()
        .filter(error -> error.field().equals(field))
        .map(FieldError::message)
        .reduce("", (a, b) -> a + " " + b)
        .strip();
  }
}
