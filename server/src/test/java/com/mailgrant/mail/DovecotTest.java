package com.mailgrant.mail;

import static com.mailgrant.mail.Fixtures.connector;
import static com.mailgrant.mail.Fixtures.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mailgrant.platform.Secret;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The same sessions against a server that was not written here. */
class DovecotTest {
  private static final Instant RECEIVED = Instant.parse("2026-01-05T08:00:00Z");
  private static @Nullable Dovecot dovecot;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(Files.isExecutable(Dovecot.BINARY), "Dovecot is not installed");
    dovecot = Dovecot.start();
  }

  @AfterAll
  static void stop() throws Exception {
    if (dovecot != null) {
      dovecot.close();
    }
  }

  @Test
  void folders_with_every_trap_in_their_names_are_made_listed_and_opened() throws Exception {
    try (ImapSession session = signedIn()) {
      assertThat(session.namespace().personal()).containsExactly(new Namespaces.Namespace("", "/"));
      List<String> names =
          List.of(
              "Entw\u00fcrfe",
              "R&D",
              "a \"quoted\" one",
              "back\\slash",
              "two/levels",
              "\u53f0\u5317 \ud83d\ude80",
              "x{5}",
              "per%cent*");
      List<String> made = new ArrayList<>();
      for (String name : names) {
        Outcome<FolderStatus> outcome =
            Outcome.of(() -> {
              session.create(FolderName.of(name));
              return session.select(FolderName.of(name));
            });
        if (outcome instanceof Outcome.Done<FolderStatus>) {
          made.add(name);
        }
      }
      assertThat(made).hasSizeGreaterThanOrEqualTo(7);
      List<Folder> folders = session.list();
      assertThat(folders).extracting(Folder::decodedName).containsAll(made).contains("INBOX");
      assertThat(folders)
          .filteredOn(folder -> folder.has("\\Sent"))
          .extracting(Folder::decodedName)
          .containsExactly("Sent");
      MailFailure.Rejected missing =
          failure(MailFailure.Rejected.class, () -> session.select(FolderName.of("never made")));
      assertThat(missing.stage()).isEqualTo(Stage.IMAP_SELECT);
      assertThat(session.append(FolderName.of("nor this"), message(1), List.of(), RECEIVED))
          .isInstanceOf(Append.FolderMissing.class);
    }
  }

  @Test
  void a_message_goes_its_way_through_the_mailbox() throws Exception {
    FolderName work = FolderName.of("Work");
    FolderName done = FolderName.of("Done");
    try (ImapSession session = signedIn()) {
      session.create(work);
      session.create(done);
      OptionalLong uid = OptionalLong.empty();
      for (int i = 1; i <= 30; i++) {
        Append append = session.append(work, message(i), List.of("\\Flagged"), RECEIVED);
        uid = ((Append.Stored) append).uid();
      }
      assertThat(uid).hasValue(30);
      FolderStatus status = session.select(work);
      assertThat(status.exists()).isEqualTo(30);
      assertThat(status.highestModSeq()).isPresent();

      List<MessageHeader> headers = new ArrayList<>();
      session.fetchHeaders(UidSet.from(11), List.of("Subject", "Message-ID"), headers::add);
      assertThat(headers).hasSize(20);
      MessageHeader first = headers.getFirst();
      assertThat(first.uid()).isEqualTo(11);
      assertThat(first.flags()).contains("\\Flagged").doesNotContain("\\Seen");
      assertThat(first.received()).contains(RECEIVED);
      assertThat(first.octets()).isEqualTo(message(11).length);
      assertThat(new String(first.header(), StandardCharsets.UTF_8))
          .contains("Subject: message 11 f\u00fcr M\u00fcller\r\n");
      List<Long> beyond = new ArrayList<>();
      session.fetchFlags(UidSet.from(31), flags -> beyond.add(flags.uid()));
      assertThat(beyond).as("n:* brings the last message even below n").isEmpty();

      ByteArrayOutputStream out = new ByteArrayOutputStream();
      assertThat(session.fetchSource(7, 100_000, out)).isEqualTo(SourceFetched.WHOLE);
      assertThat(out.toByteArray()).isEqualTo(message(7));
      assertThat(session.fetchSource(99, 10, out)).isEqualTo(SourceFetched.GONE);

      assertThat(session.searchMessageId(work, "<7@contoso.example>")).isEqualTo(UidSet.of(7));
      assertThat(session.search(SearchCriteria.all().text("M\u00fcller")).uids())
          .isEqualTo(UidSet.range(1, 30));
      assertThat(session.search(SearchCriteria.all().subject("Meier")).uids().isEmpty()).isTrue();

      session.select(work);
      session.storeFlags(UidSet.range(1, 3), FlagChange.ADD, List.of("\\Seen"));
      assertThat(session.search(SearchCriteria.all().unseen()).uids())
          .isEqualTo(UidSet.range(4, 30));
      assertThat(session.move(UidSet.of(1, 2), done)).isEqualTo(UidSet.range(1, 2));
      assertThat(session.expunge(UidSet.of(3))).isEqualTo(Expunge.REMOVED);
      FolderCounts counts = session.status(work);
      assertThat(counts.messages()).isEqualTo(27);
      assertThat(counts.unseen()).isEqualTo(27);
    }
  }

  @Test
  void changes_made_elsewhere_arrive_while_we_wait() throws Exception {
    FolderName watched = FolderName.of("Watched");
    CountDownLatch idling = new CountDownLatch(1);
    CompletableFuture<MailboxEvent> seen = new CompletableFuture<>();
    CompletableFuture<IdleEnd> end = new CompletableFuture<>();
    try (ImapSession watcher = signedIn();
        ImapSession other = signedIn()) {
      other.create(watched);
      watcher.select(watched);
      watcher.onEvent(event -> {
        if (event instanceof MailboxEvent.Exists(long messages) && messages == 1) {
          seen.complete(event);
          watcher.wake();
        }
      });
      Thread.ofVirtual()
          .start(() -> {
            try {
              idling.countDown();
              end.complete(watcher.idle(Duration.ofMinutes(2)));
            } catch (MailFailureException failed) {
              end.completeExceptionally(failed);
            }
          });
      assertThat(idling.await(10, TimeUnit.SECONDS)).isTrue();
      other.append(watched, message(1), List.of(), RECEIVED);
      assertThat(seen.get(30, TimeUnit.SECONDS)).isEqualTo(new MailboxEvent.Exists(1));
      assertThat(end.get(10, TimeUnit.SECONDS)).isEqualTo(IdleEnd.WOKEN);
      watcher.noop();
    }
  }

  @Test
  void what_happened_while_we_were_away_is_told_on_return() throws Exception {
    FolderName folder = FolderName.of("Away");
    try (ImapSession session = signedIn()) {
      session.create(folder);
      for (int i = 1; i <= 5; i++) {
        session.append(folder, message(i), List.of(), RECEIVED);
      }
      FolderStatus before = session.select(folder);
      session.storeFlags(UidSet.of(4), FlagChange.ADD, List.of("\\Answered"));
      session.expunge(UidSet.of(2));
      assertThat(session.enable("QRESYNC")).contains("QRESYNC");
      session.select(FolderName.INBOX);
      List<MailboxEvent> events = new ArrayList<>();
      session.onEvent(events::add);
      session.selectSince(folder, before.uidValidity(), before.highestModSeq().orElseThrow());
      assertThat(events)
          .contains(new MailboxEvent.Vanished(UidSet.of(2), MailboxEvent.When.EARLIER))
          .anySatisfy(event ->
              assertThat(event)
                  .isInstanceOfSatisfying(
                      MailboxEvent.FlagsChanged.class,
                      changed -> {
                        assertThat(changed.uid()).hasValue(4);
                        assertThat(changed.flags()).contains("\\Answered");
                      }));
    }
  }

  @Test
  void a_wrong_password_is_refused_with_the_servers_words() throws Exception {
    Credential wrong = new Credential.Password("anna@contoso.example", new Secret("wrong horse"));
    try (ImapSession session = ImapSession.open(connector(), server().imap())) {
      MailFailure.Rejected rejected =
          failure(MailFailure.Rejected.class, () -> session.authenticate(wrong));
      assertThat(((Reply.Imap) rejected.reply()).hasCode("AUTHENTICATIONFAILED")).isTrue();
      failure(MailFailure.NotOffered.class, () -> session.authenticate(Fixtures.BEARER));
    }
  }

  @Test
  void pop3_reads_the_same_inbox() throws Exception {
    try (ImapSession session = signedIn()) {
      session.append(FolderName.INBOX, message(1), List.of(), RECEIVED);
    }
    try (PopSession session = PopSession.open(connector(), server().pop())) {
      session.authenticate(Dovecot.ANNA);
      assertThat(session.stat().messages()).isEqualTo(1);
      assertThat(session.uidl()).hasSize(1);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      assertThat(session.retrieve(1, 100_000, out)).isEqualTo(SourceFetched.WHOLE);
      assertThat(out.toByteArray()).isEqualTo(message(1));
    }
  }

  private static Dovecot server() {
    if (dovecot == null) {
      throw new IllegalStateException("not started");
    }
    return dovecot;
  }

  private static ImapSession signedIn() throws MailFailureException {
    ImapSession session = ImapSession.open(connector(), server().imap());
    session.authenticate(Dovecot.ANNA);
    return session;
  }

  private static byte[] message(int number) {
    String text =
        """
        From: Anna <anna@contoso.example>
        Subject: message %d f\u00fcr M\u00fcller
        Message-ID: <%d@contoso.example>

        .
        .. hello from M\u00fcller
        """
            .formatted(number, number);
    return text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
  }
}
