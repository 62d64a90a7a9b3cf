package com.mailgrant.rehearsal.mail;

import static com.mailgrant.rehearsal.mail.TestTenant.ANNA;
import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.rehearsal.mailbox.Flag;
import com.mailgrant.rehearsal.mailbox.Folder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ImapChangesTest {
  private final TestTenant tenant = new TestTenant();
  private Imap imap;

  @BeforeEach
  void open() throws IOException {
    imap = tenant.imap(ANNA);
    imap.ok("SELECT INBOX");
  }

  @AfterEach
  void close() throws IOException {
    imap.close();
    tenant.close();
  }

  private Folder folder(String name) {
    return tenant.mailbox(ANNA).find(name).orElseThrow();
  }

  private long validity(String name) {
    return folder(name).state().uidValidity();
  }

  @Test
  void flags_are_added_removed_and_set() throws IOException {
    assertThat(imap.ok("STORE 25 +FLAGS (\\Flagged $MDNSent)").getFirst())
        .isEqualTo("* 25 FETCH (FLAGS (\\Flagged $MDNSent \\Recent))");
    assertThat(imap.ok("UID STORE 25 -FLAGS (\\Flagged)").getFirst())
        .isEqualTo("* 25 FETCH (UID 25 FLAGS ($MDNSent \\Recent))");
    assertThat(imap.ok("STORE 25 FLAGS.SILENT \\Seen \\Answered"))
        .containsExactly("OK STORE completed.");
    assertThat(imap.ok("FETCH 25 FLAGS").getFirst()).contains("(\\Seen \\Answered \\Recent)");
    assertThat(imap.last("STORE 25 FLAGS (\\Seen")).isEqualTo("BAD Command Argument Error. 11");
    assertThat(imap.last("STORE 25 LABELS (a)")).isEqualTo("BAD Command Argument Error. 11");
  }

  @Test
  void keywords_are_forgotten() throws IOException {
    assertThat(imap.ok("STORE 25 +FLAGS (processed \\Flagged)").getFirst())
        .isEqualTo("* 25 FETCH (FLAGS (\\Flagged \\Recent))");
  }

  @Test
  void a_folder_opened_for_reading_takes_no_changes() throws IOException {
    imap.ok("EXAMINE INBOX");
    assertThat(imap.last("STORE 1 +FLAGS (\\Deleted)")).isEqualTo("NO STORE failed.");
    assertThat(imap.last("MOVE 1 Archive")).isEqualTo("NO MOVE failed.");
    assertThat(imap.last("EXPUNGE")).isEqualTo("NO EXPUNGE failed.");
    imap.ok("COPY 1 Archive");
  }

  @Test
  void copies_keep_flags_and_tell_their_uids() throws IOException {
    var archive = validity("Archive");
    assertThat(imap.last("COPY 1:3,5 Archive"))
        .isEqualTo("OK [COPYUID " + archive + " 1:3,5 1:4] COPY completed.");
    assertThat(imap.last("UID COPY 4 Archive"))
        .isEqualTo("OK [COPYUID " + archive + " 4 5] COPY completed.");
    assertThat(imap.last("UID COPY 999 Archive")).isEqualTo("OK COPY completed.");
    assertThat(imap.last("COPY 1 Nowhere")).isEqualTo("NO [TRYCREATE] Folder is not found.");
    assertThat(imap.last("COPY 1 Projects")).isEqualTo("NO [TRYCREATE] Folder is not found.");
    var copies = folder("Archive").state().messages();
    assertThat(copies).hasSize(5);
    assertThat(copies.get(4).flags()).contains(Flag.ANSWERED);
    assertThat(copies.getFirst().received())
        .isEqualTo(folder("INBOX").state().messages().getFirst().received());
  }

  @Test
  void moving_tells_the_uids_before_the_messages_go() throws IOException {
    assertThat(imap.command("UID MOVE 3,5 Archive"))
        .containsExactly(
            "* OK [COPYUID " + validity("Archive") + " 3,5 1:2]",
            "* 5 EXPUNGE",
            "* 3 EXPUNGE",
            "OK UID MOVE completed.");
    assertThat(folder("INBOX").state().messages()).hasSize(23);
    assertThat(folder("Archive").state().messages()).hasSize(2);
    assertThat(imap.last("MOVE 1 Nowhere")).isEqualTo("NO [TRYCREATE] Folder is not found.");
  }

  @Test
  void expunge_takes_what_is_marked_and_with_uids_only_those() throws IOException {
    imap.ok("STORE 1:3 +FLAGS.SILENT (\\Deleted)");
    assertThat(imap.ok("UID EXPUNGE 2,9"))
        .containsExactly("* 2 EXPUNGE", "OK UID EXPUNGE completed.");
    assertThat(imap.ok("EXPUNGE"))
        .containsExactly("* 2 EXPUNGE", "* 1 EXPUNGE", "OK EXPUNGE completed.");
    assertThat(imap.ok("UID FETCH 1:4 FLAGS")).hasSize(2);
  }

  @Test
  void close_expunges_silently_and_unselect_does_not() throws IOException {
    imap.ok("STORE 1 +FLAGS.SILENT (\\Deleted)");
    imap.ok("UNSELECT");
    assertThat(folder("INBOX").state().messages()).hasSize(25);
    imap.ok("SELECT INBOX");
    assertThat(imap.ok("CLOSE")).containsExactly("OK CLOSE completed.");
    assertThat(folder("INBOX").state().messages()).hasSize(24);
    assertThat(imap.last("CLOSE")).isEqualTo("BAD Command received in Invalid state.");
  }

  @Test
  void append_waits_for_the_literal_or_does_not() throws IOException {
    var tag =
        imap.begin("APPEND Drafts (\\Draft \\Seen other) \" 1-Nov-2026 10:11:12 +0100\" {11}");
    assertThat(imap.response()).isEqualTo("+ Ready for additional command text.");
    imap.talk.say("Subject: a\r");
    assertThat(imap.until(tag))
        .containsExactly("OK [APPENDUID " + validity("Drafts") + " 1] APPEND completed.");
    imap.ok("APPEND Drafts {12+}\r\nSubject: bc\n");
    var stored = folder("Drafts").state().messages();
    assertThat(stored.getFirst().flags()).containsExactlyInAnyOrder(Flag.DRAFT, Flag.SEEN);
    assertThat(stored.getFirst().received()).isEqualTo(Instant.parse("2026-11-01T09:11:12Z"));
    assertThat(stored.getFirst().message().bytes())
        .isEqualTo("Subject: a\r".getBytes(StandardCharsets.US_ASCII));
    assertThat(stored.get(1).received()).isEqualTo(tenant.clock.instant());
  }

  @Test
  void append_to_a_folder_that_is_not_there_asks_to_make_it() throws IOException {
    assertThat(imap.last("APPEND Nowhere {1+}\r\nx"))
        .isEqualTo("NO [TRYCREATE] Folder is not found.");
    assertThat(imap.last("APPEND Drafts")).isEqualTo("BAD Command Argument Error. 11");
    assertThat(imap.last("APPEND Drafts \"32-Foo-2026 10:11:12 +0100\" {1+}\r\nx"))
        .isEqualTo("BAD Command Argument Error. 11");
  }

  @Test
  void append_to_the_open_folder_shows_at_once() throws IOException {
    assertThat(imap.ok("APPEND INBOX {1+}\r\nx"))
        .containsExactly(
            "* 26 EXISTS",
            "* 26 RECENT",
            "OK [APPENDUID " + validity("INBOX") + " 26] APPEND completed.");
  }

  @Test
  void what_others_did_is_told_with_the_next_command() throws IOException {
    try (var other = tenant.imap(ANNA)) {
      other.ok("SELECT INBOX");
      other.ok("STORE 2 +FLAGS.SILENT (\\Flagged)");
      other.ok("UID MOVE 1 Archive");
    }
    tenant.mailboxes.deliver(ANNA, new byte[] {'x'});
    // Message numbers must not move while they are in use (RFC 3501 7.4.1).
    assertThat(imap.command("FETCH 25 UID"))
        .containsExactly(
            "* 25 FETCH (UID 25)",
            "* 2 FETCH (FLAGS (\\Seen \\Flagged \\Recent))",
            "* 26 EXISTS",
            "* 26 RECENT",
            "OK FETCH completed.");
    assertThat(imap.command("FETCH 1 UID")).containsExactly("OK FETCH completed.");
    assertThat(imap.command("NOOP")).containsExactly("* 1 EXPUNGE", "OK NOOP completed.");
    assertThat(imap.ok("FETCH 25 UID").getFirst()).isEqualTo("* 25 FETCH (UID 26)");
  }

  @Test
  void news_come_while_the_client_idles() throws IOException {
    var tag = imap.begin("IDLE");
    assertThat(imap.response()).isEqualTo("+ IDLE accepted, awaiting DONE command.");
    tenant.mailboxes.deliver(ANNA, new byte[] {'x'});
    assertThat(imap.response()).isEqualTo("* 26 EXISTS");
    assertThat(imap.response()).isEqualTo("* 26 RECENT");
    try (var other = tenant.imap(ANNA)) {
      other.ok("SELECT INBOX");
      other.ok("UID MOVE 7 Archive");
      assertThat(imap.response()).isEqualTo("* 7 EXPUNGE");
      other.ok("STORE 1 -FLAGS.SILENT (\\Seen)");
      assertThat(imap.response()).isEqualTo("* 1 FETCH (FLAGS (\\Recent))");
    }
    imap.talk.say("DONE");
    assertThat(imap.until(tag)).containsExactly("OK IDLE completed.");
    tag = imap.begin("IDLE");
    imap.response();
    imap.talk.say("anything else");
    assertThat(imap.until(tag)).containsExactly("BAD Command Argument Error. 11");
  }

  @Test
  void news_that_came_before_idle_are_not_lost() throws IOException {
    tenant.mailboxes.deliver(ANNA, new byte[] {'x'});
    imap.begin("IDLE");
    assertThat(imap.response()).startsWith("+ ");
    assertThat(imap.response()).isEqualTo("* 26 EXISTS");
  }

  @Test
  void logout_ends_the_conversation() throws IOException {
    assertThat(imap.command("LOGOUT"))
        .containsExactly(
            "* BYE Microsoft Exchange Server IMAP4 server signing off.", "OK LOGOUT completed.");
    assertThat(imap.talk.isClosed()).isTrue();
  }
}
