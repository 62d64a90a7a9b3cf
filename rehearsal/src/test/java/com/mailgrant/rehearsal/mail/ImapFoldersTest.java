package com.mailgrant.rehearsal.mail;

import static com.mailgrant.rehearsal.mail.TestTenant.ANNA;
import static com.mailgrant.rehearsal.mail.TestTenant.BERND;
import static com.mailgrant.rehearsal.mail.TestTenant.CHLOE;
import static com.mailgrant.rehearsal.mail.TestTenant.OLIVIA;
import static com.mailgrant.rehearsal.mail.TestTenant.YUKI;
import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.rehearsal.mailbox.Folder;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ImapFoldersTest {
  private final TestTenant tenant = new TestTenant();

  @AfterEach
  void close() {
    tenant.close();
  }

  @Test
  void folders_come_without_attributes_of_their_use() throws IOException {
    try (var imap = tenant.imap(ANNA)) {
      assertThat(imap.ok("LIST \"\" \"*\""))
          .containsExactly(
              "* LIST (\\HasNoChildren) \"/\" INBOX",
              "* LIST (\\HasNoChildren) \"/\" Drafts",
              "* LIST (\\HasNoChildren) \"/\" \"Sent Items\"",
              "* LIST (\\HasNoChildren) \"/\" \"Deleted Items\"",
              "* LIST (\\HasNoChildren) \"/\" \"Junk Email\"",
              "* LIST (\\HasNoChildren) \"/\" Archive",
              "* LIST (\\HasNoChildren) \"/\" Outbox",
              "* LIST (\\HasNoChildren) \"/\" \"Conversation History\"",
              "* LIST (\\HasNoChildren) \"/\" Calendar",
              "* LIST (\\HasNoChildren) \"/\" Contacts",
              "* LIST (\\HasNoChildren) \"/\" Journal",
              "* LIST (\\HasNoChildren) \"/\" Notes",
              "* LIST (\\HasNoChildren) \"/\" Tasks",
              "* LIST (\\HasChildren) \"/\" Customers",
              "* LIST (\\HasNoChildren) \"/\" \"Customers/M&APw-ller &- S&APY-hne\"",
              "* LIST (\\HasChildren \\Noselect) \"/\" Projects",
              "* LIST (\\HasNoChildren) \"/\" Projects/2025",
              "OK LIST completed.");
    }
  }

  @Test
  void names_are_in_the_language_of_the_mailbox() throws IOException {
    assertThat(list(BERND)).contains("\"Gel&APY-schte Elemente\"", "Entw&APw-rfe", "Kalender");
    assertThat(list(CHLOE))
        .contains(
            "\"&AMk-l&AOk-ments envoy&AOk-s\"",
            "\"Bo&AO4-te d'envoi\"",
            "\"Courrier ind&AOk-sirable\"");
    assertThat(list(YUKI)).contains("&kAFP4W4IMH8wojCkMMYw4A-", "&Tgtm+DBN-");
    assertThat(list(OLIVIA)).contains("\"/\" Sent\n", "\"/\" Deleted\n", "\"/\" Junk\n");
  }

  @Test
  void attributes_come_where_the_switch_says_so() throws IOException {
    try (var other = new TestTenant(new MailProperties(Set.of(BERND), Set.of(), false))) {
      try (var imap = other.imap(BERND)) {
        assertThat(imap.ok("LIST \"\" \"*\""))
            .contains(
                "* LIST (\\HasNoChildren \\Sent) \"/\" \"Gesendete Elemente\"",
                "* LIST (\\HasNoChildren \\Trash) \"/\" \"Gel&APY-schte Elemente\"",
                "* LIST (\\HasNoChildren \\Drafts) \"/\" Entw&APw-rfe",
                "* LIST (\\HasNoChildren) \"/\" Kalender");
        assertThat(imap.ok("CAPABILITY").getFirst()).doesNotContain("SPECIAL-USE");
      }
      try (var imap = other.imap(ANNA)) {
        assertThat(String.join("\n", imap.ok("LIST \"\" \"*\""))).doesNotContain("\\Sent");
      }
    }
  }

  @Test
  void wildcards_and_reference_narrow_the_list() throws IOException {
    try (var imap = tenant.imap(ANNA)) {
      assertThat(imap.ok("LIST \"\" \"\"").getFirst()).isEqualTo("* LIST (\\Noselect) \"/\" \"\"");
      assertThat(imap.ok("LIST \"\" %")).hasSize(16).noneMatch(line -> line.contains("2025"));
      assertThat(imap.ok("LIST \"Projects/\" %")).hasSize(2);
      assertThat(imap.ok("LIST \"\" inbox").getFirst()).endsWith(" INBOX");
      assertThat(imap.ok("LIST \"\" \"Customers/M&APw-ller &- S&APY-hne\"")).hasSize(2);
      assertThat(imap.ok("LIST \"\" nowhere*")).hasSize(1);
      assertThat(imap.ok("LIST \"\" {3+}\r\nIN*")).hasSize(2);
    }
  }

  @Test
  void status_counts() throws IOException {
    try (var imap = tenant.imap(ANNA)) {
      assertThat(imap.ok("STATUS INBOX (MESSAGES RECENT UIDNEXT UIDVALIDITY UNSEEN)").getFirst())
          .matches(
              "\\* STATUS INBOX \\(MESSAGES 25 RECENT 25 UIDNEXT 26 UIDVALIDITY [0-9]+ UNSEEN 6\\)");
      assertThat(imap.ok("STATUS \"Sent Items\" (MESSAGES)").getFirst())
          .isEqualTo("* STATUS \"Sent Items\" (MESSAGES 3)");
      assertThat(imap.last("STATUS Projects (MESSAGES)")).isEqualTo("NO Projects doesn't exist.");
      assertThat(imap.last("STATUS INBOX (SIZE)")).isEqualTo("BAD Command Argument Error. 11");
    }
  }

  @Test
  void select_tells_what_can_be_kept() throws IOException {
    try (var imap = tenant.imap(ANNA)) {
      var flags = "(\\Seen \\Answered \\Flagged \\Deleted \\Draft $MDNSent)";
      assertThat(imap.ok("SELECT INBOX"))
          .startsWith(
              "* 25 EXISTS",
              "* 25 RECENT",
              "* FLAGS " + flags,
              "* OK [PERMANENTFLAGS " + flags + "] Permanent flags",
              "* OK [UNSEEN 20] Is the first unseen message")
          .contains("* OK [UIDNEXT 26] The next unique identifier value")
          .endsWith("OK [READ-WRITE] SELECT completed.");
      assertThat(imap.ok("EXAMINE \"Deleted Items\""))
          .startsWith("* 0 EXISTS")
          .contains("* OK [PERMANENTFLAGS ()] Permanent flags")
          .endsWith("OK [READ-ONLY] EXAMINE completed.");
      assertThat(imap.last("SELECT Nowhere")).isEqualTo("NO Nowhere doesn't exist.");
      assertThat(imap.last("FETCH 1 FLAGS")).isEqualTo("BAD Command received in Invalid state.");
      assertThat(imap.last("SELECT Projects")).isEqualTo("NO Projects doesn't exist.");
    }
  }

  @Test
  void only_the_first_session_sees_a_message_as_recent() throws IOException {
    try (var first = tenant.imap(ANNA);
        var second = tenant.imap(ANNA)) {
      assertThat(first.ok("EXAMINE INBOX")).contains("* 25 RECENT");
      assertThat(first.ok("SELECT INBOX")).contains("* 25 RECENT");
      assertThat(second.ok("SELECT INBOX")).contains("* 0 RECENT");
    }
  }

  @Test
  void folders_are_made_renamed_and_deleted() throws IOException {
    try (var imap = tenant.imap(ANNA)) {
      imap.ok("CREATE \"Caf&AOk-/2026/M&AOQ-rz/\"");
      assertThat(names()).contains("Café", "Café/2026", "Café/2026/März");
      assertThat(imap.last("CREATE \"Caf&AOk-\""))
          .isEqualTo("NO [ALREADYEXISTS] Folder already exists.");
      imap.ok("RENAME \"Caf&AOk-\" Bars/Tea");
      assertThat(names()).contains("Bars", "Bars/Tea", "Bars/Tea/2026/März").doesNotContain("Café");
      imap.ok("DELETE Bars/Tea/2026");
      assertThat(imap.ok("LIST \"\" Bars/Tea/2026").getFirst())
          .isEqualTo("* LIST (\\HasChildren \\Noselect) \"/\" Bars/Tea/2026");
      assertThat(imap.last("DELETE Bars/Tea/2026")).isEqualTo("NO DELETE failed.");
      imap.ok("DELETE \"Bars/Tea/2026/M&AOQ-rz\"");
      assertThat(names()).doesNotContain("Bars/Tea/2026/März");
    }
  }

  @Test
  void what_cannot_be_a_folder_is_refused() throws IOException {
    try (var imap = tenant.imap(ANNA)) {
      assertThat(imap.last("DELETE \"Sent Items\"")).isEqualTo("NO DELETE failed.");
      assertThat(imap.last("RENAME INBOX Old")).isEqualTo("NO RENAME failed.");
      assertThat(imap.last("RENAME Nowhere Old")).isEqualTo("NO Nowhere doesn't exist.");
      assertThat(imap.last("RENAME Customers Customers/Inside")).isEqualTo("NO RENAME failed.");
      assertThat(imap.last("CREATE \"a//b\"")).isEqualTo("NO CREATE failed.");
      assertThat(imap.last("CREATE \"" + "x".repeat(300) + "\"")).isEqualTo("NO CREATE failed.");
      assertThat(imap.last("CREATE \"un&finished\"")).isEqualTo("BAD Command Argument Error. 11");
      assertThat(imap.last("CREATE \"gr\u00fcn\"")).isEqualTo("BAD Command Argument Error. 11");
    }
  }

  @Test
  void a_folder_made_again_has_another_validity() throws IOException {
    try (var imap = tenant.imap(ANNA)) {
      imap.ok("CREATE Again");
      var before = imap.ok("STATUS Again (UIDVALIDITY)").getFirst();
      imap.ok("DELETE Again");
      imap.ok("CREATE Again");
      assertThat(imap.ok("STATUS Again (UIDVALIDITY)").getFirst()).isNotEqualTo(before);
    }
  }

  @Test
  void lsub_knows_the_subscribed_ones_and_their_parents() throws IOException {
    try (var imap = tenant.imap(ANNA)) {
      imap.ok("UNSUBSCRIBE Customers");
      imap.ok("UNSUBSCRIBE Drafts");
      assertThat(imap.ok("LSUB \"\" %"))
          .contains("* LSUB (\\Noselect) \"/\" Customers", "* LSUB () \"/\" INBOX")
          .doesNotContain("* LSUB () \"/\" Drafts");
      imap.ok("SUBSCRIBE Drafts");
      assertThat(imap.ok("LSUB \"\" *")).contains("* LSUB () \"/\" Drafts");
      assertThat(imap.last("SUBSCRIBE Nowhere")).isEqualTo("NO Nowhere doesn't exist.");
    }
  }

  private java.util.List<String> names() {
    return tenant.mailbox(ANNA).folders().stream().map(Folder::name).toList();
  }

  private String list(String person) throws IOException {
    try (var imap = tenant.imap(person)) {
      return String.join("\n", imap.ok("LIST \"\" \"*\""));
    }
  }
}
