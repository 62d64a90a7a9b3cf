package com.mailgrant.rehearsal.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.rehearsal.directory.Directory;
import com.mailgrant.rehearsal.mailbox.Mailbox.Outcome;
import com.mailgrant.rehearsal.mailbox.Mailboxes.Delivery;
import com.mailgrant.rehearsal.mime.Message;
import com.mailgrant.rehearsal.mime.TextDecoding;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MailboxesTest {
  private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
  private static final String ANNA = "anna@contoso.example";
  private static final String YUKI = "yuki@contoso.example";

  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private final Mailboxes mailboxes = new Mailboxes(new Directory(), clock);

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private Mailbox mailbox(String address) {
    return mailboxes.find(address).orElseThrow();
  }

  @Test
  void everybody_begins_with_the_same_letters() {
    for (var person : new Directory().people()) {
      var letters = mailbox(person.userPrincipalName()).inbox().state().messages();
      assertThat(letters).as(person.userPrincipalName()).hasSize(25);
      assertThat(letters).extracting(StoredMessage::received).isSorted();
      assertThat(letters.getLast().received()).isEqualTo(NOW.minus(Duration.ofMinutes(25)));
      for (var letter : letters) {
        var text = new String(letter.message().bytes(), StandardCharsets.ISO_8859_1);
        assertThat(text).doesNotContain("{{").contains(person.userPrincipalName());
        assertThat(text.replace("\r\n", "")).doesNotContain("\r", "\n");
      }
    }
  }

  @Test
  void a_second_start_brings_the_very_same_octets() {
    var again = new Mailboxes(new Directory(), clock);
    for (var mailbox : mailboxes.all()) {
      var other = again.find(mailbox.address()).orElseThrow();
      assertThat(other.inbox().state().messages())
          .extracting(message -> message.message().bytes())
          .containsExactlyElementsOf(
              mailbox.inbox().state().messages().stream()
                  .map(message -> message.message().bytes())
                  .toList());
    }
  }

  @Test
  void a_later_start_has_another_uid_validity_in_every_folder() {
    var later =
        new Mailboxes(new Directory(), Clock.fixed(NOW.plus(Duration.ofHours(1)), ZoneOffset.UTC));
    assertThat(validities(later)).doesNotContainAnyElementsOf(validities(mailboxes));
  }

  private static Set<Long> validities(Mailboxes mailboxes) {
    var all = new HashSet<Long>();
    for (var mailbox : mailboxes.all()) {
      mailbox.folders().forEach(folder -> all.add(folder.state().uidValidity()));
    }
    return all;
  }

  @Test
  void names_beyond_ascii_are_encoded_in_the_letters() {
    var letter = mailbox(YUKI).inbox().state().messages().getFirst().message();
    var to = letter.header().first("To").orElseThrow();
    assertThat(to).isPrintable().contains("=?utf-8?B?").endsWith("<" + YUKI + ">");
    assertThat(TextDecoding.words(to)).startsWith("鈴木 雪 <");
  }

  @Test
  void the_letters_are_of_many_kinds() {
    var letters =
        mailbox(ANNA).inbox().state().messages().stream().map(StoredMessage::message).toList();
    assertThat(letters).anyMatch(letter -> letter.root().type().subtype().equals("html"));
    assertThat(letters)
        .anyMatch(letter ->
            letter.root().children().stream()
                .anyMatch(part -> part.type().subtype().equals("calendar")));
    assertThat(letters)
        .anyMatch(letter ->
            letter.root().children().stream()
                .flatMap(part -> part.disposition().stream())
                .anyMatch(disposition -> disposition.type().equals("attachment")));
    assertThat(letters).anyMatch(letter -> letter.header().first("References").isPresent());
    assertThat(letters).filteredOn(letter -> letter.header().first("Date").isEmpty()).hasSize(1);
    assertThat(letters)
        .anyMatch(letter ->
            letter
                .header()
                .first("Subject")
                .orElse("")
                .startsWith("Retrieval using the IMAP4 protocol failed"));
  }

  @Test
  void every_answer_has_the_letter_that_it_answers() {
    var anna = mailbox(ANNA);
    var ids = new HashSet<String>();
    for (var folder : List.of(anna.inbox(), anna.withRole(Role.SENT).orElseThrow())) {
      folder
          .state()
          .messages()
          .forEach(letter -> ids.addAll(letter.message().header().all("Message-ID")));
    }
    for (var letter : anna.inbox().state().messages()) {
      assertThat(ids).containsAll(letter.message().header().all("In-Reply-To"));
    }
  }

  @Test
  void mail_is_delivered_to_those_who_are_there() {
    assertThat(mailboxes.deliver(" Anna@CONTOSO.example", octets("x")))
        .isEqualTo(Delivery.DELIVERED);
    assertThat(mailboxes.deliver("nobody@contoso.example", octets("x")))
        .isEqualTo(Delivery.UNKNOWN);
    var newest = mailbox(ANNA).inbox().state().messages().getLast();
    assertThat(newest.received()).isEqualTo(NOW);
    assertThat(newest.message().bytes()).isEqualTo(octets("x"));
  }

  @Test
  void a_full_mailbox_takes_nothing_until_something_goes() {
    var small = new Mailboxes(new Directory(), clock, 100_000);
    var inbox = small.find(ANNA).orElseThrow().inbox();
    var large = Message.of(new byte[70_000]);
    assertThat(inbox.append(large, Set.of(), NOW)).isPresent();
    assertThat(inbox.append(large, Set.of(), NOW)).isEmpty();
    assertThat(small.deliver(ANNA, new byte[70_000])).isEqualTo(Delivery.FULL);
    assertThat(inbox.copy(List.of(26L), inbox)).isEmpty();
    inbox.remove(List.of(26L));
    assertThat(small.deliver(ANNA, new byte[70_000])).isEqualTo(Delivery.DELIVERED);
  }

  @Test
  void renaming_keeps_role_and_messages() {
    var anna = mailbox(ANNA);
    assertThat(anna.rename("Sent Items", "Elsewhere/Sent")).isEqualTo(Outcome.DONE);
    assertThat(anna.withRole(Role.SENT).orElseThrow().name()).isEqualTo("Elsewhere/Sent");
    assertThat(anna.find("Elsewhere/Sent").orElseThrow().state().messages()).hasSize(3);
    assertThat(anna.find("Elsewhere")).isPresent();
    assertThat(anna.find("Sent Items")).isEmpty();
  }

  @Test
  void inbox_is_found_in_any_case_and_so_is_what_lies_below() {
    var anna = mailbox(ANNA);
    assertThat(anna.create("inbox/Below")).isEqualTo(Outcome.DONE);
    assertThat(anna.find("InBox/Below").orElseThrow().name()).isEqualTo("INBOX/Below");
    assertThat(anna.create("INBOX")).isEqualTo(Outcome.EXISTS);
  }

  @Test
  void many_threads_lose_no_message_and_use_no_uid_twice() throws InterruptedException {
    var anna = mailbox(ANNA);
    var archive = anna.find("Archive").orElseThrow();
    var calls = new AtomicInteger();
    archive.watch(calls::incrementAndGet);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        threads.execute(() -> {
          for (int j = 0; j < 100; j++) {
            long uid = anna.deliver(Message.of(octets("x")), NOW).orElseThrow();
            anna.inbox().store(List.of(uid), FlagChange.ADD, Set.of(Flag.SEEN));
            anna.inbox().move(List.of(uid), archive);
          }
        });
      }
    }
    assertThat(anna.inbox().state().messages()).hasSize(25);
    var state = archive.state();
    assertThat(state.messages())
        .hasSize(800)
        .extracting(StoredMessage::uid)
        .doesNotHaveDuplicates();
    assertThat(state.uidNext()).isEqualTo(801);
    assertThat(calls).hasValue(800);
  }
}
