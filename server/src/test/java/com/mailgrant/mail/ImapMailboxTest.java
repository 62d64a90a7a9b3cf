package com.mailgrant.mail;

import static com.mailgrant.mail.Fixtures.connector;
import static com.mailgrant.mail.Fixtures.failure;
import static com.mailgrant.mail.Fixtures.imap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ImapMailboxTest {
  @Test
  void folders_of_every_spelling_are_listed() throws Exception {
    try (ScriptedServer server =
        imap(
            "IDLE",
            line -> {
              String tag = line.command("LIST \"\" \"*\"");
              line.say(
                  "* LIST (\\HasNoChildren \\Sent) \"/\" \"Sent Items\"",
                  "* LIST (\\HasChildren) \"/\" Entw&APw-rfe",
                  "* LIST (\\Noselect) \"\\\\\" \"a \\\"quoted\\\\ name\"",
                  "* LIST () NIL {7}",
                  "one/two",
                  "* 3 EXISTS",
                  "* LIST (\\HasNoChildren) \"/\" INBOX (\"CHILDINFO\" (\"SUBSCRIBED\"))",
                  tag + " OK LIST completed.");
            })) {
      ImapSession session = ImapSession.open(connector(), server.address());
      List<MailboxEvent> events = new ArrayList<>();
      session.onEvent(events::add);
      List<Folder> folders = session.list();
      assertThat(folders)
          .extracting(Folder::decodedName)
          .containsExactly("Sent Items", "Entw\u00fcrfe", "a \"quoted\\ name", "one/two", "INBOX");
      assertThat(folders.get(0).has("\\sent")).isTrue();
      assertThat(folders.get(2).selectable()).isFalse();
      assertThat(folders.get(2).path()).containsExactly("a \"quoted", " name");
      assertThat(folders.get(3).path()).containsExactly("one/two");
      assertThat(events).containsExactly(new MailboxEvent.Exists(3));
    }
  }

  @Test
  void namespaces_are_read_with_their_delimiters() throws Exception {
    try (ScriptedServer server =
        imap(
            "NAMESPACE",
            line -> {
              String tag = line.command("NAMESPACE");
              line.say("* NAMESPACE ((\"\" \"/\")) NIL ((\"Public/\" \"/\"))", tag + " OK");
            })) {
      Namespaces spaces = ImapSession.open(connector(), server.address()).namespace();
      assertThat(spaces.personal()).containsExactly(new Namespaces.Namespace("", "/"));
      assertThat(spaces.others()).isEmpty();
      assertThat(spaces.shared()).containsExactly(new Namespaces.Namespace("Public/", "/"));
    }
  }

  @Test
  void an_opened_folder_tells_what_synchronisation_needs() throws Exception {
    try (ScriptedServer server =
        imap(
            "CONDSTORE",
            line -> {
              String tag = line.command("SELECT \"Gesendete &AMQ-\" (CONDSTORE)");
              line.say(
                  "* 172 EXISTS",
                  "* FLAGS (\\Seen \\Answered $MDNSent)",
                  "* OK [PERMANENTFLAGS (\\Seen \\*)] limited",
                  "* OK [UIDVALIDITY 3857529045] UIDs valid",
                  "* OK [UIDNEXT 4392] next",
                  "* OK [HIGHESTMODSEQ 715194045007]",
                  tag + " OK [READ-WRITE] SELECT completed");
              tag = line.command("EXAMINE");
              line.say(tag + " NO [NONEXISTENT] Mailbox doesn't exist");
            })) {
      ImapSession session = ImapSession.open(connector(), server.address());
      FolderStatus status = session.select(FolderName.of("Gesendete \u00c4"));
      assertThat(status.exists()).isEqualTo(172);
      assertThat(status.uidValidity()).isEqualTo(3_857_529_045L);
      assertThat(status.uidNext()).hasValue(4392);
      assertThat(status.permanentFlags()).containsExactlyInAnyOrder("\\Seen", "\\*");
      assertThat(status.highestModSeq()).hasValue(715_194_045_007L);
      assertThat(status.access()).isEqualTo(FolderStatus.Access.READ_WRITE);
      MailFailure.Rejected missing =
          failure(MailFailure.Rejected.class, () -> session.examine(FolderName.of("gone")));
      assertThat(((Reply.Imap) missing.reply()).hasCode("NONEXISTENT")).isTrue();
      assertThat(session.selected()).isEmpty();
    }
  }

  @Test
  void a_message_is_stored_with_the_servers_consent_and_gets_its_uid() throws Exception {
    byte[] message = "Subject: x\r\n\r\nhello\r\n".getBytes(StandardCharsets.US_ASCII);
    try (ScriptedServer server =
        imap(
            "UIDPLUS",
            line -> {
              String tag =
                  line.command("APPEND \"Sent\" (\\Seen) \"05-Jan-2026 08:00:00 +0000\" {21}");
              line.say("+ Ready for literal data");
              assertThat(line.octets(21)).isEqualTo(message);
              line.expect("");
              line.say(tag + " OK [APPENDUID 38505 3955] APPEND completed");
            })) {
      Append append =
          ImapSession.open(connector(), server.address())
              .append(
                  FolderName.of("Sent"),
                  message,
                  List.of("\\Seen"),
                  Instant.parse("2026-01-05T08:00:00Z"));
      assertThat(append).isEqualTo(new Append.Stored(OptionalLong.of(3955)));
      server.playedToTheEnd();
    }
  }

  @Test
  void a_missing_target_folder_is_a_result_and_no_accident() throws Exception {
    try (ScriptedServer server =
        imap(
            "UIDPLUS",
            line -> {
              String tag = line.command("APPEND");
              line.say(tag + " NO [TRYCREATE] Folder is not found.");
              tag = line.command("NOOP");
              line.say(tag + " OK");
            })) {
      ImapSession session = ImapSession.open(connector(), server.address());
      Append append = session.append(FolderName.of("Sent"), new byte[9], List.of(), Instant.EPOCH);
      assertThat(append).isInstanceOf(Append.FolderMissing.class);
      session.noop();
    }
  }

  @Test
  void headers_are_streamed_without_marking_anything_as_read() throws Exception {
    String fields = "BODY.PEEK[HEADER.FIELDS (Subject Message-ID)]";
    String header = "Subject: caf\u00e9 {9}\r\n\r\n";
    try (ScriptedServer server =
        imap(
            "IDLE",
            line -> {
              String tag =
                  line.command("UID FETCH 5:* (UID FLAGS INTERNALDATE RFC822.SIZE " + fields);
              line.say("* 9 EXISTS", "* 2 FETCH (FLAGS (\\Seen))");
              line.raw(
                  "* 8 FETCH (UID 7 FLAGS (\\Seen $X) INTERNALDATE \" 7-Jan-2026 09:10:11 +0100\""
                      + " RFC822.SIZE 4000 BODY[HEADER.FIELDS (\"Subject\" Message-ID)] {"
                      + header.length()
                      + "}\r\n"
                      + header
                      + ")\r\n");
              line.say(
                  "* 9 FETCH (BODY[HEADER.FIELDS (SUBJECT)] \"\" RFC822.SIZE 1 FLAGS ()"
                      + " INTERNALDATE \"nonsense\" UID 8 X-EXTRA (1 (2 \"3\") NIL))",
                  "* 1 FETCH (UID 4 FLAGS () INTERNALDATE NIL RFC822.SIZE 3 BODY[HEADER] \"\")",
                  tag + " OK FETCH completed.");
            })) {
      ImapSession session = ImapSession.open(connector(), server.address());
      List<MailboxEvent> events = new ArrayList<>();
      List<MessageHeader> headers = new ArrayList<>();
      session.onEvent(events::add);
      session.fetchHeaders(UidSet.from(5), List.of("Subject", "Message-ID"), headers::add);
      assertThat(headers).extracting(MessageHeader::uid).containsExactly(7L, 8L);
      MessageHeader first = headers.getFirst();
      assertThat(first.flags()).containsExactlyInAnyOrder("\\Seen", "$X");
      assertThat(first.received()).contains(Instant.parse("2026-01-07T08:10:11Z"));
      assertThat(new String(first.header(), StandardCharsets.ISO_8859_1)).isEqualTo(header);
      assertThat(headers.get(1).received()).isEmpty();
      assertThat(events)
          .containsExactly(
              new MailboxEvent.Exists(9),
              new MailboxEvent.FlagsChanged(
                  2, OptionalLong.empty(), java.util.Set.of("\\Seen"), OptionalLong.empty()));
    }
  }

  @Test
  void a_message_is_fetched_whole_cut_or_found_gone() throws Exception {
    try (ScriptedServer server =
        imap(
            "IDLE",
            line -> {
              String tag = line.command("UID FETCH 7 (UID BODY.PEEK[]<0.11>)");
              line.raw("* 1 FETCH (UID 7 BODY[]<0> {10}\r\n0123456789)\r\n" + tag + " OK\r\n");
              tag = line.command("UID FETCH 7 (UID BODY.PEEK[]<0.5>)");
              line.raw("* 1 FETCH (BODY[]<0> {5}\r\n01234 UID 7)\r\n" + tag + " OK\r\n");
              tag = line.command("UID FETCH 8");
              line.say(tag + " OK");
            })) {
      ImapSession session = ImapSession.open(connector(), server.address());
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      assertThat(session.fetchSource(7, 10, out)).isEqualTo(SourceFetched.WHOLE);
      assertThat(out).hasToString("0123456789");
      out.reset();
      assertThat(session.fetchSource(7, 4, out)).isEqualTo(SourceFetched.CUT);
      assertThat(out).hasToString("0123");
      assertThat(session.fetchSource(8, 4, out)).isEqualTo(SourceFetched.GONE);
    }
  }

  @Test
  void a_server_that_searches_ascii_only_is_asked_for_a_little_more() throws Exception {
    try (ScriptedServer server =
        imap(
            "LITERAL+",
            line -> {
              String tag = line.command("UID SEARCH CHARSET UTF-8 OR OR FROM {7+}");
              line.octets(7);
              line.expect(" TO \\{7\\+}");
              line.octets(7);
              line.expect(" CC \\{7\\+}");
              line.octets(7);
              line.expect(" SINCE 3-Nov-2026");
              line.say(tag + " NO [BADCHARSET (US-ASCII)] not supported");
              tag =
                  line.command(
                      "UID SEARCH OR OR FROM \"ller\" TO \"ller\" CC \"ller\" SINCE 3-Nov-2026");
              line.say("* SEARCH 2 3 4 9", tag + " OK");
              tag = line.command("UID SEARCH SUBJECT \"offer\" UNSEEN");
              line.say("* SEARCH", tag + " OK");
            })) {
      ImapSession session = ImapSession.open(connector(), server.address());
      SearchResult result =
          session.search(
              SearchCriteria.all().correspondent("M\u00fcller").since(LocalDate.of(2026, 11, 3)));
      assertThat(result)
          .isEqualTo(new SearchResult(UidSet.parse("2:4,9"), SearchResult.Precision.SUPERSET));
      assertThat(session.search(SearchCriteria.all().subject("offer").unseen()))
          .isEqualTo(new SearchResult(UidSet.none(), SearchResult.Precision.EXACT));
      server.playedToTheEnd();
    }
  }

  @Test
  void a_message_is_found_by_its_id_in_a_folder_that_was_not_open() throws Exception {
    try (ScriptedServer server =
        imap(
            "IDLE",
            line -> {
              String tag = line.command("EXAMINE \"Sent\"");
              line.say("* 1 EXISTS", "* OK [UIDVALIDITY 1]", tag + " OK [READ-ONLY]");
              tag = line.command("UID SEARCH HEADER \"Message-ID\" \"<1@contoso.example>\"");
              line.say("* SEARCH 12", tag + " OK");
            })) {
      ImapSession session = ImapSession.open(connector(), server.address());
      UidSet found = session.searchMessageId(FolderName.of("Sent"), "<1@contoso.example>");
      assertThat(found).isEqualTo(UidSet.of(12));
    }
  }

  @Test
  void moving_without_the_extension_removes_only_what_was_copied() throws Exception {
    try (ScriptedServer server =
        imap(
            "UIDPLUS",
            line -> {
              String tag = line.command("UID COPY 5,7 \"Archive\"");
              line.say(tag + " OK [COPYUID 38505 5,7 3956:3957] done");
              tag = line.command("UID STORE 5,7 +FLAGS.SILENT (\\Deleted)");
              line.say(tag + " OK");
              tag = line.command("UID EXPUNGE 5,7");
              line.say("* 5 EXPUNGE", tag + " OK");
            })) {
      ImapSession session = ImapSession.open(connector(), server.address());
      UidSet there = session.move(UidSet.of(5, 7), FolderName.of("Archive"));
      assertThat(there).hasToString("3956:3957");
      server.playedToTheEnd();
    }
  }

  @Test
  void moving_with_the_extension_reads_the_new_uid_from_the_untagged_answer() throws Exception {
    try (ScriptedServer server =
        imap(
            "MOVE UIDPLUS",
            line -> {
              String tag = line.command("UID MOVE 5 \"Archive\"");
              line.say("* OK [COPYUID 38505 5 77] Moved", "* 1 EXPUNGE", tag + " OK");
            })) {
      ImapSession session = ImapSession.open(connector(), server.address());
      assertThat(session.move(UidSet.of(5), FolderName.of("Archive"))).isEqualTo(UidSet.of(77));
    }
  }

  @Test
  void without_uidplus_nobody_elses_message_is_expunged() throws Exception {
    try (ScriptedServer server =
        imap(
            "IDLE",
            line -> {
              String tag = line.command("UID STORE 5 +FLAGS.SILENT (\\Deleted)");
              line.say(tag + " OK");
            })) {
      ImapSession session = ImapSession.open(connector(), server.address());
      assertThat(session.expunge(UidSet.of(5))).isEqualTo(Expunge.MARKED_ONLY);
      server.playedToTheEnd();
    }
  }

  @Test
  void quick_resynchronisation_reports_what_changed_meanwhile() throws Exception {
    try (ScriptedServer server =
        imap(
            "ENABLE CONDSTORE QRESYNC",
            line -> {
              String tag = line.command("ENABLE QRESYNC");
              line.say("* ENABLED QRESYNC", tag + " OK");
              tag = line.command("SELECT \"INBOX\" (QRESYNC (67 90060115194045000))");
              line.say(
                  "* OK [UIDVALIDITY 67]",
                  "* 10 EXISTS",
                  "* VANISHED (EARLIER) 41,43:116",
                  "* 4 FETCH (UID 117 FLAGS (\\Seen) MODSEQ (90060115205545359))",
                  tag + " OK");
            })) {
      ImapSession session = ImapSession.open(connector(), server.address());
      List<MailboxEvent> events = new ArrayList<>();
      session.onEvent(events::add);
      assertThat(session.enable("QRESYNC")).containsExactly("QRESYNC");
      session.selectSince(FolderName.INBOX, 67, 90_060_115_194_045_000L);
      assertThat(events)
          .containsExactly(
              new MailboxEvent.Vanished(UidSet.parse("41,43:116"), MailboxEvent.When.EARLIER),
              new MailboxEvent.FlagsChanged(
                  4,
                  OptionalLong.of(117),
                  java.util.Set.of("\\Seen"),
                  OptionalLong.of(90_060_115_205_545_359L)));
    }
  }

  @Test
  void text_from_outside_cannot_become_a_command() {
    assertThatThrownBy(() -> new FolderName("INBOX\r\na LOGOUT"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SearchCriteria.all().text("x\r\na LOGOUT"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SearchCriteria.all().header("Subject \"x\"", "y"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> HeaderFields.joined(List.of("To)] BODY[")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ServerAddress("a\r\nb", 993, Security.TLS))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
