package com.mailgrant.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.mail.Dovecot;
import com.mailgrant.mail.FolderName;
import java.nio.file.Files;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A server that has forgotten its UIDs gives new ones; nothing old becomes news. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UidValidityTest {
  private static final Instant OLD = Instant.parse("2026-01-01T10:00:00Z");

  private final Dovecot dovecot = Dovecot.start();
  private final MailboxLab lab = new MailboxLab(dovecot);

  UidValidityTest() throws Exception {}

  @AfterAll
  void stop() throws Exception {
    lab.close();
    dovecot.close();
  }

  @Test
  void messages_are_found_again_and_only_what_is_new_or_gone_is_told() throws Exception {
    for (int i = 0; i < 30; i++) {
      lab.deliver("INBOX", "m" + i, OLD);
    }
    lab.settle();
    assertThat(lab.news()).isEmpty();
    long before = lab.person.examine(FolderName.INBOX).uidValidity();

    lab.person.select(FolderName.INBOX);
    lab.person.expunge(lab.person.searchMessageId(FolderName.INBOX, "<m7@fabrikam.example>"));
    lab.deliver("INBOX", "meanwhile", Instant.now());
    lab.mailbox.session().close();
    lab.person.noop();
    forgetUids();
    lab.reopen();
    assertThat(lab.mailbox.session().examine(FolderName.INBOX).uidValidity()).isNotEqualTo(before);
    lab.settle();
    lab.settle();
    assertThat(lab.news()).containsExactlyInAnyOrder("mail.received meanwhile", "mail.deleted m7");

    lab.deliver("INBOX", "later", OLD);
    lab.settle();
    assertThat(lab.news()).containsExactly("mail.received later");
    assertThat(rows()).isEqualTo(31);
  }

  private long rows() {
    return lab.installation
        .database()
        .jdbc()
        .sql("select count(*) from known_message")
        .query(Long.class)
        .single();
  }

  private void forgetUids() throws Exception {
    lab.person.select(FolderName.of("Sent"));
    try (var files = Files.list(dovecot.maildir())) {
      for (var file : files.toList()) {
        var name = file.getFileName().toString();
        if (name.equals("dovecot-uidlist") || name.startsWith("dovecot.index")) {
          Files.delete(file);
        }
      }
    }
  }
}
