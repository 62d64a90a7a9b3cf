package com.mailgrant.rehearsal.mail;

import static com.mailgrant.rehearsal.mail.TestTenant.ANNA;
import static com.mailgrant.rehearsal.mail.TestTenant.BERND;
import static com.mailgrant.rehearsal.mail.TestTenant.GINA;
import static com.mailgrant.rehearsal.mail.TestTenant.INFO;
import static com.mailgrant.rehearsal.mail.TestTenant.OLIVIA;
import static com.mailgrant.rehearsal.mail.TestTenant.base64;
import static com.mailgrant.rehearsal.mail.TestTenant.xoauth2;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ImapSignInTest {
  private final TestTenant tenant = new TestTenant();

  @AfterEach
  void close() {
    tenant.close();
  }

  @Test
  void greeting_and_capabilities_are_those_of_september_2026() throws IOException {
    try (var imap = tenant.imap()) {
      assertThat(imap.greeting)
          .matches(
              "\\* OK Microsoft Exchange IMAP4 service ready. [0-9a-f-]{36}"
                  + " \\(tcpproxy/15.21.0406.000 BACKENDAUTHENTICATE\\) \\[[A-Za-z0-9=]+]");
      assertThat(imap.ok("CAPABILITY"))
          .containsExactly(
              "* CAPABILITY IMAP4 IMAP4rev1 AUTH=XOAUTH2 LOGINDISABLED SASL-IR UIDPLUS MOVE ID"
                  + " UNSELECT CHILDREN IDLE NAMESPACE LITERAL+",
              "OK CAPABILITY completed.");
    }
  }

  @Test
  void the_classic_edition_offers_plain_and_refuses_it() throws IOException {
    try (var classic = new TestTenant(new MailProperties(Set.of(), Set.of(), true));
        var imap = classic.imap()) {
      assertThat(imap.greeting).startsWith("* OK The Microsoft Exchange IMAP4 service is ready. [");
      assertThat(imap.ok("CAPABILITY").getFirst()).contains(" AUTH=PLAIN AUTH=XOAUTH2 SASL-IR ");
      var plain = base64("\0" + ANNA + "\0rehearsal");
      assertThat(imap.last("AUTHENTICATE PLAIN " + plain)).isEqualTo("NO AUTHENTICATE failed.");
    }
  }

  @Test
  void a_token_in_the_initial_response_opens_the_mailbox() throws IOException {
    try (var imap = tenant.imap()) {
      assertThat(imap.command("AUTHENTICATE XOAUTH2 " + xoauth2(ANNA, tenant.tokens.issue(ANNA))))
          .containsExactly("OK AUTHENTICATE completed.");
      assertThat(imap.ok("CAPABILITY").getFirst())
          .contains(" CLIENTACCESSRULES CLIENTNETWORKPRESENCELOCATION BACKENDAUTHENTICATE ")
          .doesNotContain("SPECIAL-USE", "CONDSTORE", "LOGINDISABLED");
      assertThat(imap.ok("NAMESPACE").getFirst()).isEqualTo("* NAMESPACE ((\"\" \"/\")) NIL NIL");
      assertThat(imap.last("AUTHENTICATE XOAUTH2"))
          .isEqualTo("BAD Command received in Invalid state.");
    }
  }

  @Test
  void a_token_after_the_continuation_opens_the_mailbox() throws IOException {
    try (var imap = tenant.imap()) {
      var tag = imap.begin("AUTHENTICATE XOAUTH2");
      assertThat(imap.response()).isEqualTo("+ ");
      imap.talk.say(xoauth2(ANNA, tenant.tokens.issue(ANNA)));
      assertThat(imap.until(tag)).containsExactly("OK AUTHENTICATE completed.");
    }
  }

  @Test
  void passwords_are_refused() throws IOException {
    try (var imap = tenant.imap()) {
      assertThat(imap.last("LOGIN " + ANNA + " rehearsal")).isEqualTo("NO LOGIN failed.");
      var plain = base64("\0" + ANNA + "\0rehearsal");
      assertThat(imap.last("AUTHENTICATE PLAIN " + plain)).isEqualTo("NO AUTHENTICATE failed.");
      assertThat(imap.last("SELECT INBOX")).isEqualTo("BAD Command received in Invalid state.");
    }
  }

  @Test
  void bad_tokens_are_refused_without_a_reason() throws IOException {
    var graph = "https://graph.microsoft.com";
    var expired = tenant.tokens.issue(ANNA);
    tenant.advance(Duration.ofHours(2));
    var scopes = TestTokens.EXCHANGE_SCOPES;
    refused(ANNA, expired);
    refused(ANNA, "made-up");
    refused(ANNA, tenant.tokens.issue(ANNA, graph, scopes));
    refused(ANNA, tenant.tokens.issue(ANNA, "https://outlook.office.com", Set.of("SMTP.Send")));
    refused(ANNA, tenant.tokens.issue("nobody@contoso.example"));
    refused("nobody@contoso.example", tenant.tokens.issue(ANNA));
    refused(GINA, tenant.tokens.issue(GINA, "https://outlook.office.com", scopes));
    refused("", tenant.tokens.issue(ANNA));
  }

  @Test
  void both_names_of_the_resource_are_good() throws IOException {
    var other =
        tenant.tokens.issue(
            ANNA, "https://outlook.office365.com/", Set.of("IMAP.AccessAsUser.All"));
    try (var imap = tenant.imap()) {
      imap.ok("AUTHENTICATE XOAUTH2 " + xoauth2("Anna@Contoso.example", other));
    }
    try (var imap = tenant.imap(OLIVIA)) {
      imap.ok("SELECT INBOX");
    }
  }

  private void refused(String user, String token) throws IOException {
    try (var imap = tenant.imap()) {
      assertThat(imap.command("AUTHENTICATE XOAUTH2 " + xoauth2(user, token)))
          .containsExactly("NO AUTHENTICATE failed.");
    }
  }

  @Test
  void what_cannot_be_read_is_refused() throws IOException {
    try (var imap = tenant.imap()) {
      assertThat(imap.last("AUTHENTICATE XOAUTH2 %%%")).isEqualTo("NO AUTHENTICATE failed.");
      assertThat(imap.last("AUTHENTICATE XOAUTH2 " + base64("user=" + ANNA)))
          .isEqualTo("NO AUTHENTICATE failed.");
      assertThat(imap.last("AUTHENTICATE CRAM-MD5")).isEqualTo("BAD Command Argument Error. 11");
      var tag = imap.begin("AUTHENTICATE XOAUTH2");
      imap.response();
      imap.talk.say("*");
      assertThat(imap.until(tag)).containsExactly("BAD AUTHENTICATE canceled.");
    }
  }

  @Test
  void full_access_opens_the_shared_mailbox() throws IOException {
    try (var imap = tenant.imap()) {
      imap.ok("AUTHENTICATE XOAUTH2 " + xoauth2(INFO, tenant.tokens.issue(BERND)));
      imap.ok("SELECT INBOX");
      assertThat(imap.ok("FETCH 1 (ENVELOPE)").getFirst()).contains("\"info\" \"contoso.example\"");
    }
  }

  @Test
  void a_foreign_mailbox_takes_the_token_and_does_not_open() throws IOException {
    try (var imap = tenant.imap()) {
      imap.ok("AUTHENTICATE XOAUTH2 " + xoauth2(BERND, tenant.tokens.issue(ANNA)));
      assertThat(imap.last("SELECT INBOX"))
          .isEqualTo("BAD User is authenticated but not connected.");
      imap.begin("LIST \"\" \"*\"");
      assertThat(imap.response()).isEqualTo("* BYE Connection closed. 14");
      assertThat(imap.talk.isClosed()).isTrue();
    }
  }

  @Test
  void who_is_not_connected_may_still_log_out() throws IOException {
    try (var imap = tenant.imap()) {
      imap.ok("AUTHENTICATE XOAUTH2 " + xoauth2(BERND, tenant.tokens.issue(ANNA)));
      assertThat(imap.command("LOGOUT"))
          .containsExactly(
              "* BYE Microsoft Exchange Server IMAP4 server signing off.", "OK LOGOUT completed.");
    }
  }

  @Test
  void id_names_the_server() throws IOException {
    try (var imap = tenant.imap()) {
      assertThat(imap.ok("ID (\"name\" \"test\" \"version\" NIL)").getFirst())
          .isEqualTo(
              "* ID (\"name\" \"Microsoft.Exchange.Imap4.Imap4Server\" \"version\" \"15.20\")");
      imap.ok("ID NIL");
    }
  }

  @Test
  void the_session_ends_when_the_token_runs_out() throws IOException {
    try (var imap = tenant.imap(ANNA)) {
      imap.ok("SELECT INBOX");
      tenant.advance(Duration.ofHours(1));
      assertThat(imap.response()).isEqualTo("* BYE Session invalidated - AccessTokenExpired");
      assertThat(imap.talk.isClosed()).isTrue();
    }
  }

  @Test
  void the_session_ends_even_while_it_idles() throws IOException {
    try (var imap = tenant.imap(ANNA)) {
      imap.ok("SELECT INBOX");
      imap.begin("IDLE");
      assertThat(imap.response()).startsWith("+ ");
      tenant.advance(Duration.ofHours(1));
      assertThat(imap.response()).isEqualTo("* BYE Session invalidated - AccessTokenExpired");
    }
  }

  @Test
  void enable_is_a_trap_that_only_some_mailboxes_set() throws IOException {
    try (var imap = tenant.imap(ANNA)) {
      assertThat(imap.last("ENABLE IMAP4rev2")).isEqualTo("BAD Command Error. 12");
    }
    try (var trap = new TestTenant(new MailProperties(Set.of(), Set.of(ANNA), false));
        var imap = trap.imap(ANNA)) {
      assertThat(imap.ok("CAPABILITY").getFirst()).endsWith(" ENABLE IMAP4rev2");
      assertThat(imap.ok("ENABLE IMAP4rev2").getFirst()).isEqualTo("* ENABLED IMAP4rev2");
      imap.ok("SELECT INBOX");
      assertThat(imap.last("SEARCH RETURN (ALL) UNSEEN"))
          .isEqualTo("BAD Command Argument Error. 11");
    }
  }
}
