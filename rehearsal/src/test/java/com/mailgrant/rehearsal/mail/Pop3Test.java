package com.mailgrant.rehearsal.mail;

import static com.mailgrant.rehearsal.mail.TestTenant.ANNA;
import static com.mailgrant.rehearsal.mail.TestTenant.BERND;
import static com.mailgrant.rehearsal.mail.TestTenant.xoauth2;
import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.rehearsal.fault.Fault;
import com.mailgrant.rehearsal.mail.servers.Door;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class Pop3Test {
  private final TestTenant tenant = new TestTenant();
  private Talk pop;

  @BeforeEach
  void connect() throws IOException {
    pop = tenant.connect(Door.POP3);
    assertThat(pop.line()).matches("\\+OK The Microsoft Exchange POP3 service is ready. \\[.+]");
  }

  @AfterEach
  void close() throws IOException {
    pop.close();
    tenant.close();
  }

  private String ask(String line) throws IOException {
    return pop.say(line).line();
  }

  private List<String> lines(String line) throws IOException {
    assertThat(ask(line)).startsWith("+OK");
    var lines = new ArrayList<String>();
    for (var next = pop.line(); !next.equals("."); next = pop.line()) {
      lines.add(next);
    }
    return lines;
  }

  private String signIn(String user, String token) throws IOException {
    assertThat(ask("AUTH XOAUTH2")).isEqualTo("+ ");
    return ask(xoauth2(user, token));
  }

  private void signIn() throws IOException {
    assertThat(signIn(ANNA, tenant.tokens.issue(ANNA)))
        .isEqualTo("+OK User successfully authenticated.");
  }

  @Test
  void capabilities() throws IOException {
    assertThat(lines("CAPA")).containsExactly("TOP", "UIDL", "SASL XOAUTH2");
    assertThat(lines("AUTH")).containsExactly("XOAUTH2");
    tenant.strike(Fault.NO_OAUTH_OFFERED, "*");
    assertThat(lines("CAPA")).containsExactly("TOP", "UIDL", "SASL PLAIN", "USER");
    assertThat(ask("AUTH XOAUTH2")).startsWith("-ERR");
  }

  @Test
  void the_two_line_form_is_taken_and_the_one_line_form_refused() throws IOException {
    var response = xoauth2(ANNA, tenant.tokens.issue(ANNA));
    assertThat(ask("AUTH XOAUTH2 " + response))
        .isEqualTo("-ERR Authentication failure: unknown user name or bad password.");
    signIn();
  }

  @Test
  void passwords_are_refused() throws IOException {
    assertThat(ask("USER " + ANNA)).isEqualTo("+OK");
    assertThat(ask("PASS rehearsal"))
        .isEqualTo("-ERR Logon failure: unknown user name or bad password.");
    assertThat(ask("STAT")).isEqualTo("-ERR Protocol error. 14");
  }

  @Test
  void bad_tokens_are_refused() throws IOException {
    var withoutPop =
        tenant.tokens.issue(ANNA, "https://outlook.office.com", Set.of("IMAP.AccessAsUser.All"));
    var refused = "-ERR Authentication failure: unknown user name or bad password.";
    assertThat(signIn(ANNA, withoutPop)).isEqualTo(refused);
    assertThat(signIn(ANNA, "made-up")).isEqualTo(refused);
    ask("AUTH XOAUTH2");
    assertThat(ask("no base64!")).isEqualTo(refused);
    tenant.strike(Fault.IMAP_OFF_FOR_MAILBOX, ANNA);
    assertThat(signIn(ANNA, tenant.tokens.issue(ANNA))).isEqualTo(refused);
  }

  @Test
  void a_foreign_mailbox_does_not_open() throws IOException {
    assertThat(signIn(BERND, tenant.tokens.issue(ANNA))).startsWith("+OK");
    assertThat(ask("STAT")).isEqualTo("-ERR User is authenticated but not connected.");
    assertThat(ask("QUIT")).startsWith("+OK");
  }

  @Test
  void messages_are_counted_listed_and_named() throws IOException {
    signIn();
    var inbox = tenant.mailbox(ANNA).inbox().state();
    long size = inbox.messages().stream().mapToLong(message -> message.message().size()).sum();
    assertThat(ask("STAT")).isEqualTo("+OK 25 " + size);
    assertThat(lines("LIST")).hasSize(25);
    assertThat(ask("LIST 3")).isEqualTo("+OK 3 " + inbox.messages().get(2).message().size());
    assertThat(lines("UIDL")).hasSize(25).contains("7 " + inbox.uidValidity() + "-7");
    assertThat(ask("UIDL 25")).isEqualTo("+OK 25 " + inbox.uidValidity() + "-25");
    assertThat(ask("LIST 26")).startsWith("-ERR");
    assertThat(ask("LIST 0")).startsWith("-ERR");
    assertThat(ask("LIST x")).startsWith("-ERR");
  }

  @Test
  void dots_at_the_beginning_of_lines_are_stuffed() throws IOException {
    signIn();
    var lines = lines("RETR 24");
    assertThat(lines).contains("..").contains("Subject: Order 4720 received");
    var original = tenant.mailbox(ANNA).inbox().message(24).orElseThrow().message();
    var text = String.join("\r\n", lines).replace("\r\n..\r\n", "\r\n.\r\n") + "\r\n";
    assertThat(text).isEqualTo(new String(original.bytes(), StandardCharsets.ISO_8859_1));
  }

  @Test
  void top_shows_the_header_and_so_many_lines() throws IOException {
    signIn();
    assertThat(lines("TOP 1 0")).endsWith("").contains("Subject: A first letter");
    assertThat(lines("TOP 1 1")).endsWith("", "Hello,");
    assertThat(lines("TOP 1 1000")).endsWith("Frida Falke");
    assertThat(ask("TOP 1")).startsWith("-ERR");
    assertThat(ask("TOP 99 1")).startsWith("-ERR");
  }

  @Test
  void what_is_marked_goes_at_quit_and_not_before() throws IOException {
    signIn();
    assertThat(ask("DELE 1")).isEqualTo("+OK");
    assertThat(ask("DELE 1")).startsWith("-ERR");
    assertThat(ask("RETR 1")).startsWith("-ERR");
    assertThat(ask("STAT")).startsWith("+OK 24 ");
    assertThat(ask("RSET")).isEqualTo("+OK");
    assertThat(ask("STAT")).startsWith("+OK 25 ");
    ask("DELE 2");
    assertThat(tenant.mailbox(ANNA).inbox().message(2)).isPresent();
    assertThat(ask("QUIT")).isEqualTo("+OK Microsoft Exchange Server POP3 server signing off.");
    assertThat(pop.isClosed()).isTrue();
    assertThat(tenant.mailbox(ANNA).inbox().message(2)).isEmpty();
    assertThat(tenant.mailbox(ANNA).inbox().message(1)).isPresent();
  }

  @Test
  void a_connection_that_breaks_deletes_nothing() throws IOException {
    signIn();
    ask("DELE 2");
    pop.close();
    try (var other = tenant.connect(Door.POP3)) {
      other.line();
    }
    assertThat(tenant.mailbox(ANNA).inbox().message(2)).isPresent();
  }

  @Test
  void the_session_ends_when_the_token_runs_out() throws IOException {
    signIn();
    tenant.advance(Duration.ofHours(1));
    assertThat(ask("STAT")).isEqualTo("-ERR Session invalidated - AccessTokenExpired");
    assertThat(pop.isClosed()).isTrue();
  }
}
