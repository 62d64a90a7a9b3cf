package com.mailgrant.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.mail.Dovecot;
import com.mailgrant.mail.FlagChange;
import com.mailgrant.mail.FolderName;
import com.mailgrant.mail.MailFailureException;
import com.mailgrant.mail.UidSet;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is told of a mailbox on a real server, whatever extensions it has. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class MailboxRounds {
  private static final Instant OLD = Instant.parse("2026-01-01T10:00:00Z");

  private final Dovecot dovecot;
  private final MailboxLab lab;

  MailboxRounds(Dovecot dovecot) throws MailFailureException {
    this.dovecot = dovecot;
    this.lab = new MailboxLab(dovecot);
  }

  @AfterAll
  void stop() throws IOException {
    lab.close();
    dovecot.close();
  }

  @Test
  void what_lies_there_is_recorded_in_silence_and_what_comes_is_told_once() throws Exception {
    clean();
    lab.deliver("INBOX", "old-1", OLD);
    lab.deliver("INBOX", "old-2", OLD);
    lab.settle();
    assertThat(lab.news()).isEmpty();
    assertThat(progress())
        .allMatch(folder -> folder.stage() == Synchronisations.Stage.WATCHED)
        .anyMatch(folder -> "inbox".equals(folder.role()) && folder.done() == 2);

    lab.deliver("INBOX", "new-1", OLD);
    lab.deliver("INBOX", "new-2", Instant.now());
    lab.settle();
    lab.settle();
    var events = lab.events();
    assertThat(events)
        .extracting(MailboxLab.Told::type)
        .containsExactly("mail.received", "mail.received");
    var data = events.getFirst().data();
    assertThat(data.path("folder").asString()).isEqualTo("INBOX");
    assertThat(data.path("role").asString()).isEqualTo("inbox");
    assertThat(data.path("messageId").asString()).isEqualTo("<new-1@fabrikam.example>");
    assertThat(data.path("from").path(0).asString()).isEqualTo("Bob <bob@fabrikam.example>");
    assertThat(data.path("subject").asString()).isEqualTo("new-1");
    assertThat(data.path("receivedAt").asString()).startsWith("2026-01-01T10:00:00");
    assertThat(data.path("size").asLong()).isPositive();
    assertThat(lab.person.search(com.mailgrant.mail.SearchCriteria.all().unseen()).uids().size())
        .as("nothing is marked as read")
        .isEqualTo(4);
  }

  @Test
  void what_came_since_the_account_was_connected_is_told_by_the_first_synchronisation_too()
      throws Exception {
    clean();
    lab.deliver("INBOX", "before", OLD);
    var connected = lab.installation.clock().instant();
    lab.deliver("INBOX", "same-second", connected.truncatedTo(ChronoUnit.SECONDS));
    lab.deliver("INBOX", "after", connected.plusSeconds(5));
    lab.settle();
    assertThat(lab.news()).containsExactly("mail.received same-second", "mail.received after");
  }

  @Test
  void what_comes_while_a_look_goes_on_is_looked_at_next() throws Exception {
    clean();
    lab.settle();
    lab.news();
    oneAtATime();
    lab.deliver("INBOX", "first", OLD);
    lab.deliver("INBOX", "second", OLD);
    lab.meanwhile = () -> lab.deliver("INBOX", "meanwhile", OLD);
    lab.rounds.inboxAlone(lab.mailbox);
    assertThat(lab.mailbox.stirred()).as("the server says it once").isTrue();
    lab.rounds.inboxAlone(lab.mailbox);
    assertThat(lab.news())
        .containsExactly("mail.received first", "mail.received second", "mail.received meanwhile");
    assertThat(lab.mailbox.stirred()).isFalse();
  }

  @Test
  void a_chosen_date_is_announced_from() throws Exception {
    clean();
    lab.deliver("INBOX", "long-ago", OLD.minus(Duration.ofDays(30)));
    lab.deliver("INBOX", "since", OLD.plusSeconds(1));
    lab.installation
        .node()
        .get(Synchronisations.class)
        .choose(lab.account.id(), new Synchronisations.Choice(false, OLD));
    lab.settle();
    assertThat(lab.news()).containsExactly("mail.received since");
  }

  @Test
  void flags_are_told_when_they_change_and_only_then() throws Exception {
    clean();
    lab.deliver("INBOX", "a", OLD);
    lab.settle();
    lab.news();
    inbox();
    lab.person.storeFlags(all(), FlagChange.ADD, List.of("\\Seen", "\\Flagged"));
    later();
    lab.settle();
    lab.settle();
    var events = lab.events();
    assertThat(events).extracting(MailboxLab.Told::type).containsExactly("mail.changed");
    assertThat(events.getFirst().data().path("flags").toString())
        .isEqualTo("[\"\\\\Flagged\",\"\\\\Seen\"]");
    assertThat(events.getFirst().data().path("before").path("flags").size()).isZero();
  }

  @Test
  void a_move_is_told_once_whichever_folder_is_looked_at_first() throws Exception {
    clean();
    lab.map(Map.of("archive", "Archive", "sent", "Sent"));
    lab.deliver("INBOX", "there", OLD);
    lab.deliver("Archive", "back", OLD);
    lab.settle();
    lab.news();
    inbox();
    lab.person.move(
        lab.person.searchMessageId(FolderName.INBOX, "<there@fabrikam.example>"),
        FolderName.of("Archive"));
    lab.person.select(FolderName.of("Archive"));
    lab.person.move(
        lab.person.searchMessageId(FolderName.of("Archive"), "<back@fabrikam.example>"),
        FolderName.INBOX);
    later();
    lab.settle();
    lab.settle();
    var events = lab.events();
    assertThat(events)
        .hasSize(2)
        .allSatisfy(event -> assertThat(event.type()).isEqualTo("mail.moved"))
        .anySatisfy(event -> {
          assertThat(event.data().path("folder").asString()).isEqualTo("Archive");
          assertThat(event.data().path("before").path("folder").asString()).isEqualTo("INBOX");
          assertThat(event.data().path("before").path("message").asString())
              .isNotEqualTo(event.message());
        });
  }

  @Test
  void a_message_to_oneself_that_is_moved_does_not_seem_to_go_to_sent() throws Exception {
    var received = receivedFromOneself();
    lab.person.move(received, FolderName.of("Archive"));
    assertThat(toldInTwoRounds())
        .containsExactlyInAnyOrder("mail.moved Archive", "mail.received Sent");
  }

  @Test
  void a_message_to_oneself_that_is_deleted_does_not_seem_to_go_to_sent() throws Exception {
    var received = receivedFromOneself();
    lab.person.expunge(received);
    assertThat(toldInTwoRounds())
        .containsExactlyInAnyOrder("mail.deleted INBOX", "mail.received Sent");
  }

  /** The Inbox has the message with the fields of its way, and the copy the same date. */
  private UidSet receivedFromOneself() throws Exception {
    clean();
    lab.map(Map.of("archive", "Archive", "sent", "Sent"));
    lab.deliver("INBOX", "self", OLD, "Received: from a long way\r\nSubject: self\r\n");
    lab.settle();
    lab.news();
    lab.deliver("Sent", "self", OLD);
    inbox();
    return lab.person.searchMessageId(FolderName.INBOX, "<self@fabrikam.example>");
  }

  private List<String> toldInTwoRounds() throws Exception {
    later();
    lab.settle();
    later();
    lab.settle();
    return lab.events().stream()
        .map(event -> event.type() + " " + event.data().path("folder").asString())
        .toList();
  }

  /** Sizes are estimates on some servers. */
  @Test
  void a_move_that_changes_the_size_is_one_all_the_same() throws Exception {
    clean();
    lab.map(Map.of("archive", "Archive"));
    lab.deliver("INBOX", "grown", OLD);
    lab.settle();
    lab.news();
    lab.deliver("Archive", "grown", OLD, "X-Estimate: larger\r\nSubject: grown\r\n");
    inbox();
    lab.person.expunge(lab.person.searchMessageId(FolderName.INBOX, "<grown@fabrikam.example>"));
    later();
    lab.settle();
    later();
    lab.settle();
    assertThat(lab.events())
        .singleElement()
        .satisfies(event -> {
          assertThat(event.type()).isEqualTo("mail.moved");
          assertThat(event.data().path("folder").asString()).isEqualTo("Archive");
          assertThat(event.data().path("before").path("folder").asString()).isEqualTo("INBOX");
        });
  }

  @Test
  void what_is_gone_is_told_after_another_round_and_a_copy_is_no_move() throws Exception {
    clean();
    lab.map(Map.of("archive", "Archive"));
    lab.deliver("INBOX", "gone", OLD);
    lab.deliver("INBOX", "copied", OLD);
    lab.settle();
    lab.news();
    inbox();
    lab.person.copy(
        lab.person.searchMessageId(FolderName.INBOX, "<copied@fabrikam.example>"),
        FolderName.of("Archive"));
    inbox();
    lab.person.expunge(lab.person.searchMessageId(FolderName.INBOX, "<gone@fabrikam.example>"));
    later();
    assertThat(lab.rounds.all(lab.mailbox)).isEqualTo(MailboxRound.Next.SOON);
    assertThat(lab.news()).isEmpty();
    lab.settle();
    assertThat(lab.news()).containsExactlyInAnyOrder("mail.deleted gone", "mail.received copied");
  }

  @Test
  void a_session_that_ended_is_gone_on_with_where_it_was() throws Exception {
    clean();
    lab.deliver("INBOX", "a", OLD);
    lab.deliver("INBOX", "b", OLD);
    lab.settle();
    lab.mailbox.session().close();
    inbox();
    lab.person.expunge(lab.person.searchMessageId(FolderName.INBOX, "<a@fabrikam.example>"));
    lab.deliver("INBOX", "c", OLD);
    inbox();
    lab.person.storeFlags(
        lab.person.searchMessageId(FolderName.INBOX, "<b@fabrikam.example>"),
        FlagChange.ADD,
        List.of("\\Answered"));
    lab.reopen();
    later();
    lab.settle();
    assertThat(lab.news())
        .containsExactlyInAnyOrder("mail.received c", "mail.changed b", "mail.deleted a");
  }

  @Test
  void names_with_delimiter_quotes_and_wide_letters_are_followed() throws Exception {
    clean();
    lab.installation
        .node()
        .get(Synchronisations.class)
        .choose(lab.account.id(), new Synchronisations.Choice(true, null));
    var names = List.of("Projekte/Größe & Gewicht", "a \"quoted\" name", "&", "Eingang&-x", "受信");
    for (var name : names) {
      lab.person.create(FolderName.of(name));
    }
    lab.settle();
    for (var name : names) {
      lab.deliver(name, "in-" + names.indexOf(name), OLD);
    }
    lab.settle();
    var events = lab.events();
    assertThat(events.stream().map(event -> event.data().path("folder").asString()))
        .containsExactlyInAnyOrderElementsOf(names);
    assertThat(events).allMatch(event -> event.data().path("role").isNull());
  }

  @Test
  void a_renamed_folder_stays_known() throws Exception {
    clean();
    lab.installation
        .node()
        .get(Synchronisations.class)
        .choose(lab.account.id(), new Synchronisations.Choice(true, null));
    lab.person.create(FolderName.of("Old name"));
    lab.deliver("Old name", "kept", OLD);
    lab.settle();
    lab.news();
    rename("Old name", "New name");
    lab.deliver("New name", "fresh", OLD);
    lab.settle();
    assertThat(lab.news()).containsExactly("mail.received fresh");
    assertThat(progress()).noneMatch(folder -> folder.folder().equals("Old name"));
  }

  /** Somebody maps another folder, finds that it was the wrong one, and goes back. */
  @Test
  void a_folder_that_is_mapped_again_tells_only_what_came_meanwhile() throws Exception {
    clean();
    var now = lab.installation.clock().instant();
    lab.person.create(FolderName.of("Back"));
    lab.map(Map.of("archive", "Back"));
    lab.deliver("Back", "told", now);
    lab.deliver("Back", "removed", now);
    lab.settle();
    assertThat(lab.news()).containsExactlyInAnyOrder("mail.received told", "mail.received removed");
    lab.map(Map.of("archive", "Archive"));
    lab.settle();
    assertThat(progress()).noneMatch(folder -> folder.folder().equals("Back"));
    lab.deliver("Back", "meanwhile", now);
    lab.person.select(FolderName.of("Back"));
    lab.person.expunge(
        lab.person.searchMessageId(FolderName.of("Back"), "<removed@fabrikam.example>"));
    lab.settle();
    assertThat(lab.news()).as("while it is not mapped").isEmpty();
    lab.map(Map.of("archive", "Back"));
    later();
    lab.settle();
    assertThat(progress()).anyMatch(folder -> folder.folder().equals("Back"));
    lab.settle();
    assertThat(lab.news())
        .containsExactlyInAnyOrder("mail.received meanwhile", "mail.deleted removed");
  }

  @Test
  void folders_that_are_missing_are_kept_for_an_hour() throws Exception {
    clean();
    lab.map(Map.of("archive", "Passing"));
    lab.person.create(FolderName.of("Passing"));
    lab.deliver("Passing", "inside", OLD);
    lab.settle();
    rename("Passing", "Elsewhere");
    lab.settle();
    assertThat(progress()).anyMatch(folder -> folder.stage() == Synchronisations.Stage.MISSING);
    rename("Elsewhere", "Passing");
    lab.settle();
    assertThat(lab.news()).isEmpty();
    assertThat(progress()).noneMatch(folder -> folder.stage() == Synchronisations.Stage.MISSING);
    rename("Passing", "Elsewhere");
    lab.settle();
    lab.installation.clock().tick(Duration.ofMinutes(61));
    lab.settle();
    assertThat(lab.news()).containsExactly("mail.deleted inside");
  }

  @Test
  void words_that_a_database_would_not_take_are_made_fit() throws Exception {
    clean();
    lab.settle();
    lab.deliver("INBOX", "odd", OLD, "Subject: =?utf-8?Q?a=00b=1F=F0=9F?=\r\nX: \uD83D\uDE00\r\n");
    lab.deliver("INBOX", "", OLD, "Subject: no id\r\n");
    lab.settle();
    assertThat(lab.events())
        .extracting(MailboxLab.Told::type)
        .containsOnly("mail.received")
        .hasSize(2);
  }

  private List<Synchronisations.FolderProgress> progress() {
    return lab.installation.node().get(Synchronisations.class).progress(lab.account.id());
  }

  /** A fresh account and an empty mailbox. */
  private void clean() throws MailFailureException {
    lab.installation.clock().set(Instant.now());
    lab.forget();
    lab.map(Map.of());
    for (var folder : lab.person.list()) {
      if (folder.selectable()) {
        lab.person.select(folder.name());
        lab.person.expunge(all());
      }
    }
    if (lab.person.list().stream().noneMatch(folder -> folder.rawName().equals("Archive"))) {
      lab.person.create(FolderName.of("Archive"));
    }
    lab.news();
  }

  private void inbox() throws MailFailureException {
    lab.person.select(FolderName.INBOX);
  }

  private UidSet all() throws MailFailureException {
    return lab.person.search(com.mailgrant.mail.SearchCriteria.all()).uids();
  }

  /** Every message is fetched by itself. */
  private void oneAtATime() {
    lab.installation
        .database()
        .jdbc()
        .sql("update watched_folder set step = 1, failed_fetches = 0 where account_id = ?")
        .param(lab.account.id().value())
        .update();
  }

  /** Where nothing tells of changed flags they are compared every ten minutes. */
  private void later() {
    lab.installation.clock().tick(Duration.ofMinutes(11));
  }

  private void rename(String from, String to) throws IOException {
    try (Stream<java.nio.file.Path> files = java.nio.file.Files.list(dovecot.maildir())) {
      for (var file : files.toList()) {
        if (file.getFileName().toString().equals("." + from)) {
          java.nio.file.Files.move(file, file.resolveSibling("." + to));
        }
      }
    }
  }
}
