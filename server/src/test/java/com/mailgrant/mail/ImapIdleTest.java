package com.mailgrant.mail;

import static com.mailgrant.mail.Fixtures.connector;
import static com.mailgrant.mail.Fixtures.failure;
import static com.mailgrant.mail.Fixtures.imap;
import static com.mailgrant.mail.Fixtures.impatient;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ImapIdleTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  @Test
  void what_the_server_tells_arrives_while_we_wait_and_a_listener_may_end_it() throws Exception {
    try (ScriptedServer server =
        imap(
            "IDLE",
            line -> {
              String tag = line.command("IDLE");
              line.say("* 4 EXISTS", "+ idling");
              line.say("* OK Still here", "* 5 EXISTS", "* 2 EXPUNGE");
              line.expect("DONE");
              line.say("* 3 FETCH (FLAGS (\\Seen))", tag + " OK IDLE completed");
              line.say(line.command("NOOP") + " OK");
            })) {
      ImapSession session = ImapSession.open(connector(), server.address());
      List<MailboxEvent> events = new ArrayList<>();
      session.onEvent(event -> {
        events.add(event);
        if (event instanceof MailboxEvent.Expunged) {
          session.wake();
        }
      });
      assertThat(session.idle(LONG)).isEqualTo(IdleEnd.WOKEN);
      assertThat(events)
          .hasSize(4)
          .startsWith(
              new MailboxEvent.Exists(4), new MailboxEvent.Exists(5), new MailboxEvent.Expunged(2));
      session.noop();
      server.playedToTheEnd();
    }
  }

  @Test
  void another_thread_ends_the_wait() throws Exception {
    CountDownLatch idling = new CountDownLatch(1);
    try (ScriptedServer server =
        ScriptedServer.tls(
            TestCertificates.localhost(),
            line -> {
              line.say("* OK [CAPABILITY IMAP4rev1 IDLE] ready");
              String tag = line.command("IDLE");
              line.say("+ idling");
              idling.countDown();
              line.expect("DONE");
              line.say(tag + " OK");
            })) {
      ImapSession session = ImapSession.open(connector(), server.address());
      CompletableFuture<IdleEnd> end = new CompletableFuture<>();
      Thread.ofVirtual()
          .start(() -> {
            try {
              end.complete(session.idle(LONG));
            } catch (MailFailureException failed) {
              end.completeExceptionally(failed);
            }
          });
      assertThat(idling.await(10, TimeUnit.SECONDS)).isTrue();
      session.wake();
      assertThat(end.get(10, TimeUnit.SECONDS)).isEqualTo(IdleEnd.WOKEN);
      server.playedToTheEnd();
    }
  }

  @Test
  void a_call_that_comes_too_early_is_not_lost() throws Exception {
    try (ScriptedServer server = imap("IDLE", line -> line.say(line.command("NOOP") + " OK"))) {
      ImapSession session = ImapSession.open(connector(), server.address());
      session.wake();
      assertThat(session.idle(LONG)).isEqualTo(IdleEnd.WOKEN);
      session.noop();
      server.playedToTheEnd();
    }
  }

  @Test
  void the_wait_ends_with_its_time_and_the_session_goes_on_over_tls() throws Exception {
    try (ScriptedServer server =
        ScriptedServer.tls(
            TestCertificates.localhost(),
            line -> {
              line.say("* OK [CAPABILITY IMAP4rev1 IDLE] ready");
              for (int i = 0; i < 3; i++) {
                String tag = line.command("IDLE");
                line.say("+ idling");
                line.expect("DONE");
                line.say("* " + i + " EXISTS", tag + " OK");
              }
            })) {
      ImapSession session = ImapSession.open(connector(), server.address());
      for (int i = 0; i < 3; i++) {
        assertThat(session.idle(Duration.ofMillis(50))).isEqualTo(IdleEnd.TIME_UP);
      }
      server.playedToTheEnd();
    }
  }

  @Test
  void a_connection_that_died_in_silence_is_noticed_when_the_time_is_up() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (ScriptedServer server =
        imap(
            "IDLE",
            line -> {
              line.command("IDLE");
              line.say("+ idling");
              while (!line.clientLeavesSilently()) {
                over.countDown();
              }
            })) {
      ImapSession session = ImapSession.open(impatient(), server.address());
      MailFailure.Unreachable failure =
          failure(MailFailure.Unreachable.class, () -> session.idle(Duration.ofMillis(50)));
      assertThat(failure.why()).isEqualTo(MailFailure.Why.TIMED_OUT);
      assertThat(over.getCount()).as("DONE was sent").isZero();
    }
  }

  @Test
  void a_server_without_idle_says_so_and_the_session_goes_on() throws Exception {
    try (ScriptedServer server =
        imap(
            "UIDPLUS",
            line -> {
              line.say(line.command("IDLE") + " BAD Command Argument Error. 10");
              line.say(line.command("NOOP") + " OK");
            })) {
      ImapSession session = ImapSession.open(connector(), server.address());
      failure(MailFailure.Rejected.class, () -> session.idle(LONG));
      session.noop();
    }
  }

  @Test
  void closing_from_another_thread_breaks_the_wait_off() throws Exception {
    CountDownLatch idling = new CountDownLatch(1);
    try (ScriptedServer server =
        imap(
            "IDLE",
            line -> {
              line.command("IDLE");
              line.say("+ idling");
              idling.countDown();
              line.clientLeavesSilently();
            })) {
      ImapSession session = ImapSession.open(connector(), server.address());
      CompletableFuture<MailFailure> end = new CompletableFuture<>();
      Thread.ofVirtual()
          .start(
              () -> end.complete(failure(MailFailure.Unreachable.class, () -> session.idle(LONG))));
      assertThat(idling.await(10, TimeUnit.SECONDS)).isTrue();
      session.close();
      assertThat(end.get(10, TimeUnit.SECONDS)).isNotNull();
    }
  }
}
