package com.mailgrant.rehearsal.mail;

import static com.mailgrant.rehearsal.mail.TestTenant.ANNA;
import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.rehearsal.mail.servers.Door;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HostileInputTest {
  private final TestTenant tenant = new TestTenant();

  @AfterEach
  void close() {
    tenant.close();
  }

  @Test
  void an_imap_line_that_is_too_long_is_refused_and_forgotten() throws IOException {
    try (var imap = tenant.imap()) {
      imap.talk.say("a NOOP " + "x".repeat(70_000));
      assertThat(imap.response()).isEqualTo("* BAD Command Argument Error. 11");
      imap.ok("NOOP");
    }
  }

  @Test
  void a_line_without_end_ends_the_conversation() throws IOException {
    try (var imap = tenant.imap()) {
      var megabyte = "x".repeat(1024 * 1024 + 100_000);
      assertThat(sendUntilClosed(imap.talk, megabyte)).isTrue();
    }
  }

  private static boolean sendUntilClosed(Talk talk, String octets) {
    try {
      talk.send(octets);
    } catch (IOException _) {
      return true;
    }
    return talk.isClosed();
  }

  @Test
  void strangers_may_not_announce_large_literals() throws IOException {
    try (var imap = tenant.imap()) {
      assertThat(imap.last("LOGIN {100000}")).isEqualTo("BAD Command Argument Error. 11");
      assertThat(imap.last("APPEND INBOX {100000}")).isEqualTo("BAD Command Argument Error. 11");
      imap.begin("LOGIN {100000+}");
      assertThat(imap.response()).isEqualTo("* BYE Connection is closed. 13");
      assertThat(imap.talk.isClosed()).isTrue();
    }
  }

  @Test
  void a_message_of_more_than_150_megabytes_is_not_even_started() throws IOException {
    try (var imap = tenant.imap(ANNA)) {
      assertThat(imap.last("APPEND INBOX {157286401}")).isEqualTo("BAD Command Argument Error. 11");
      assertThat(imap.last("APPEND INBOX {9999999999}"))
          .isEqualTo("BAD Command Argument Error. 11");
      imap.ok("NOOP");
    }
  }

  @Test
  void a_client_that_talks_nonsense_is_sent_away() throws IOException {
    try (var imap = tenant.imap()) {
      for (int i = 0; i <= 30; i++) {
        imap.talk.say("GET / HTTP/1.1");
        assertThat(imap.response()).isEqualTo("* BAD Command Error. 12");
      }
      assertThat(imap.response()).isEqualTo("* BYE Connection is closed. 13");
      assertThat(imap.talk.isClosed()).isTrue();
    }
  }

  @Test
  void an_smtp_line_that_is_too_long_is_refused_and_forgotten() throws IOException {
    try (var smtp = tenant.smtp()) {
      smtp.expect("500 5.5.2 Line too long", "MAIL FROM:<" + "x".repeat(13_000) + ">");
      smtp.expect("250", "NOOP");
    }
  }

  @Test
  void a_pop_line_that_is_too_long_is_refused_and_forgotten() throws IOException {
    try (var pop = tenant.connect(Door.POP3)) {
      pop.line();
      pop.say("USER " + "x".repeat(20_000));
      assertThat(pop.line()).isEqualTo("-ERR Command is too long. 10");
      pop.say("CAPA");
      assertThat(pop.line()).isEqualTo("+OK");
    }
  }

  @Test
  void a_full_mailbox_takes_no_more() throws IOException {
    try (var imap = tenant.imap(ANNA)) {
      imap.ok("SELECT INBOX");
      // 25 messages become 51,200 by copying, which is more than a mailbox holds.
      for (int i = 0; i < 10; i++) {
        imap.ok("COPY 1:* INBOX");
      }
      assertThat(imap.last("COPY 1:* INBOX")).isEqualTo("NO [OVERQUOTA] COPY failed.");
      imap.ok("STATUS INBOX (MESSAGES)");
    }
  }
}
