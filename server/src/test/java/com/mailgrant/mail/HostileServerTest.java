package com.mailgrant.mail;

import static com.mailgrant.mail.Fixtures.connector;
import static com.mailgrant.mail.Fixtures.failure;
import static com.mailgrant.mail.Fixtures.imap;
import static com.mailgrant.mail.Fixtures.impatient;
import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.mail.MailFailure.Ended;
import com.mailgrant.mail.MailFailure.Garbled;
import com.mailgrant.mail.MailFailure.Unreachable;
import com.mailgrant.mail.MailFailure.Why;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileServerTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0000\u0001\u0002\u0003\r\n",
        "HTTP/1.1 400 Bad Request\r\n",
        "220 mail.contoso.example ESMTP\r\n",
        "* LIST (\\Noselect\r\n",
        "* 99999999999999999999 EXISTS\r\n",
        "* 1 FETCH (UID\r\n",
        "* SEARCH 1 two 3\r\n",
        "* VANISHED 5:x\r\n",
        "* LIST () \"/\" \"\"\r\n",
        "* LIST () \"/\" {3\r\nabc\r\n",
        "* STATUS {4}\r\na\r\nb (MESSAGES 1)\r\n",
        "wrong OK done\r\n",
        "+ go on\r\n",
        "\r\n\r\n"
      })
  void nonsense_ends_the_session_with_a_word(String nonsense) throws Exception {
    try (ScriptedServer server =
        imap(
            "IDLE",
            line -> {
              line.hear();
              line.raw(nonsense);
              line.clientLeavesSilently();
            })) {
      ImapSession session = ImapSession.open(connector(), server.address());
      Garbled garbled = failure(Garbled.class, session::noop);
      assertThat(garbled.stage()).isEqualTo(Stage.IMAP_NOOP);
      assertThat(garbled.what()).isNotBlank().doesNotContain("\r", "\u0000");
      assertThat(session.isOpen()).isFalse();
      Unreachable after = failure(Unreachable.class, session::noop);
      assertThat(after.why()).isEqualTo(Why.CLOSED);
    }
  }

  @Test
  void an_endless_line_is_cut_off_in_every_protocol() throws Exception {
    try (ScriptedServer server = ScriptedServer.plain(line -> flood(line, "* OK ", "x"))) {
      failure(Garbled.class, () -> ImapSession.open(connector(), server.address()));
    }
    try (ScriptedServer server = ScriptedServer.plain(line -> flood(line, "220 ", "x"))) {
      failure(Garbled.class, () -> SmtpSession.open(connector(), server.address()));
    }
    try (ScriptedServer server = ScriptedServer.plain(line -> flood(line, "+OK ", "x"))) {
      failure(Garbled.class, () -> PopSession.open(connector(), server.address()));
    }
  }

  @Test
  void a_reply_without_end_is_cut_off() throws Exception {
    try (ScriptedServer server = ScriptedServer.plain(line -> flood(line, "", "220-more\r\n"))) {
      failure(Garbled.class, () -> SmtpSession.open(connector(), server.address()));
    }
    try (ScriptedServer server =
        ScriptedServer.plain(line -> flood(line, "+OK\r\n+OK\r\n", "CAP\r\n"))) {
      failure(Garbled.class, () -> PopSession.open(connector(), server.address()));
    }
  }

  @Test
  void an_endless_word_number_or_list_is_cut_off() throws Exception {
    for (String start : List.of("* ", "* LIST (", "* LIST (((((", "* SEARCH ", "* FLAGS (\"")) {
      String repeated = start.equals("* SEARCH ") ? "1 " : start.endsWith("((") ? "(" : "a";
      try (ScriptedServer server =
          imap(
              "IDLE",
              line -> {
                line.hear();
                flood(line, start, repeated);
              })) {
        ImapSession session = ImapSession.open(connector(), server.address());
        failure(Garbled.class, session::noop);
      }
    }
  }

  @Test
  void a_literal_that_claims_gigabytes_reserves_no_memory() throws Exception {
    for (String start :
        List.of(
            "* LIST () \"/\" {2000000000}\r\n",
            "* 1 FETCH (UID 1 BODY[] {999999999999}\r\n",
            "* XUNKNOWN {900000000}\r\n")) {
      try (ScriptedServer server =
          imap(
              "IDLE",
              line -> {
                line.hear();
                flood(line, start, "x");
              })) {
        ImapSession session = ImapSession.open(connector(), server.address());
        failure(
            Garbled.class, () -> session.fetchSource(1, 1_000, OutputStream.nullOutputStream()));
      }
    }
  }

  @Test
  void a_slow_drip_ends_at_the_deadline() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (ScriptedServer server =
        imap(
            "IDLE",
            line -> {
              line.hear();
              line.raw("* OK ");
              while (pause(over)) {
                line.raw(".");
              }
            })) {
      ImapSession session = ImapSession.open(impatient(), server.address());
      Outcome<Void> outcome =
          Outcome.of(() -> {
            session.noop();
            throw new IllegalStateException("the drip was taken for an answer");
          });
      over.countDown();
      assertThat(outcome).isInstanceOf(Outcome.Failed.class);
      assertThat(((Unreachable) ((Outcome.Failed<Void>) outcome).failure()).why())
          .isEqualTo(Why.TIMED_OUT);
      assertThat(outcome.took()).isBetween(Duration.ofMillis(350), Duration.ofSeconds(5));
    }
  }

  @Test
  void a_server_that_stops_reading_cannot_hold_a_large_message_up() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (ScriptedServer server =
        imap(
            "LITERAL+",
            line -> {
              line.hear();
              assertThat(over.await(20, TimeUnit.SECONDS)).isTrue();
            })) {
      ImapSession session = ImapSession.open(impatient(), server.address());
      Unreachable failure =
          failure(
              Unreachable.class,
              () ->
                  session.append(
                      FolderName.INBOX, new byte[64 << 20], List.of(), java.time.Instant.EPOCH));
      over.countDown();
      assertThat(failure.why()).isEqualTo(Why.TIMED_OUT);
      assertThat(failure.stage()).isEqualTo(Stage.IMAP_APPEND);
    }
  }

  @Test
  void goodbye_in_the_middle_of_a_command_is_kept_as_the_reason() throws Exception {
    try (ScriptedServer server =
        imap(
            "IDLE",
            line -> {
              line.hear();
              line.say("* LIST () \"/\" A", "* BYE Session invalidated - AccessTokenExpired");
            })) {
      ImapSession session = ImapSession.open(connector(), server.address());
      Ended ended = failure(Ended.class, session::list);
      assertThat(ended.reply()).hasToString("BYE Session invalidated - AccessTokenExpired");
      assertThat(ended.stage()).isEqualTo(Stage.IMAP_LIST);
    }
  }

  @Test
  void a_greeting_that_says_goodbye_is_kept_as_the_reason() throws Exception {
    try (ScriptedServer server =
        ScriptedServer.plain(line -> line.say("* BYE [UNAVAILABLE] too many connections"))) {
      Ended ended = failure(Ended.class, () -> ImapSession.open(connector(), server.address()));
      assertThat(ended.stage()).isEqualTo(Stage.IMAP_GREETING);
    }
    try (ScriptedServer server =
        ScriptedServer.plain(line -> line.say("421 4.3.2 Service not available"))) {
      Ended ended = failure(Ended.class, () -> SmtpSession.open(connector(), server.address()));
      assertThat(((Reply.Smtp) ended.reply()).enhanced()).contains("4.3.2");
    }
  }

  @Test
  void a_connection_that_closes_or_half_closes_without_a_word_is_told() throws Exception {
    try (ScriptedServer server = ScriptedServer.plain(line -> {})) {
      Unreachable failure =
          failure(Unreachable.class, () -> ImapSession.open(connector(), server.address()));
      assertThat(failure.why()).isEqualTo(Why.CLOSED);
      assertThat(failure.stage()).isEqualTo(Stage.IMAP_GREETING);
    }
    try (ScriptedServer server =
        imap(
            "IDLE",
            line -> {
              line.hear();
              line.raw("* LIST () \"/\" {10}\r\nabc");
              line.halfClose();
              line.clientLeavesSilently();
            })) {
      ImapSession session = ImapSession.open(connector(), server.address());
      assertThat(failure(Unreachable.class, session::list).why()).isEqualTo(Why.CLOSED);
    }
  }

  private static boolean pause(CountDownLatch over) {
    try {
      return !over.await(50, TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void flood(ScriptedServer.Line line, String start, String repeated) {
    try {
      line.raw(start);
      String block = repeated.repeat(16_384 / repeated.length());
      for (int i = 0; i < 4_096; i++) {
        line.raw(block);
      }
    } catch (IOException left) {
      // The client did what it should.
      return;
    }
  }
}
