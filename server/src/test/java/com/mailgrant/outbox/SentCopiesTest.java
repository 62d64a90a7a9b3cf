package com.mailgrant.outbox;

import static com.mailgrant.outbox.OutboxLab.HERE;
import static com.mailgrant.testing.Visitor.ANNA;
import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.account.AccountDraft.ServerDraft;
import com.mailgrant.account.MailAccount;
import com.mailgrant.account.TestAccounts;
import com.mailgrant.diagnosis.Diagnoses;
import com.mailgrant.diagnosis.Diagnosis;
import com.mailgrant.foldermapping.FoldersMapped;
import com.mailgrant.mail.ServerAddress;
import com.mailgrant.outbox.MessageDraft.Recipient;
import com.mailgrant.testing.Installation;
import com.mailgrant.testing.Node;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Into which folder the copy of a sent message goes, and what is said when there is none. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SentCopiesTest {
  @RegisterExtension private final OutboxLab lab = new OutboxLab();

  private final Installation installation = lab.installation();
  private final Node node = lab.node();
  private final Outbox outbox = lab.outbox();
  private final Sending sending = node.get(Sending.class);
  private final SentCopies copies = node.get(SentCopies.class);

  /** Folders are listed by their names, and "Absent" comes before "Sent Items". */
  @Test
  void a_folder_that_only_sounds_like_it_gets_no_copies() {
    installation.imap().folder("Absent", "\\HasNoChildren");
    installation.imap().folder("1 sent to customers", "\\HasNoChildren");
    var message = sent(generic());
    copies.fileNext();
    assertThat(again(message).sentCopy()).isEqualTo(CopyState.FILED);
    assertThat(installation.imap().messages("Absent")).isEmpty();
    assertThat(installation.imap().messages("1 sent to customers")).isEmpty();
    assertThat(installation.imap().messages("Sent Items")).hasSize(1);
  }

  /** As Dovecot has it out of the box: nothing but INBOX until a mail program makes more. */
  @ParameterizedTest
  @CsvSource({
    "'((\"\" \"/\")) NIL NIL', Sent",
    "'((\"INBOX.\" \".\")) NIL NIL', INBOX.Sent",
    "NIL NIL NIL, Sent"
  })
  void a_mailbox_that_may_be_without_a_sent_folder_gets_one(String namespaces, String made) {
    installation.imap().forget("Sent Items");
    installation.imap().namespaces(namespaces);
    var message = sent(generic());
    copies.fileNext();
    assertThat(again(message).sentCopy()).isEqualTo(CopyState.FILED);
    assertThat(again(message).sentCopyErrorId()).isNull();
    assertThat(installation.imap().messages(made)).hasSize(1);
  }

  @Test
  void a_folder_that_cannot_be_made_is_told_on_the_message() {
    installation.imap().forget("Sent Items");
    installation.imap().refuse("CREATE", "NO [NOPERM] Permission denied");
    var message = sent(generic());
    copies.fileNext();
    assertThat(again(message).sentCopy()).isEqualTo(CopyState.DUE);
    assertThat(diagnosis(again(message)).serverSaid()).contains("Permission denied");
  }

  /** One report stands for all of them, and each is tried again. */
  @ParameterizedTest
  @ValueSource(strings = {"NO [TRYCREATE] Folder is not found.", "NO Old Sent doesn't exist."})
  void copies_wait_together_where_the_mapped_folder_is_gone(String reply) {
    installation.imap().refuse("EXAMINE", reply);
    var account = generic();
    installation
        .database()
        .jdbc()
        .sql("insert into folder_mapping (account_id, role, folder) values (?, 'sent', 'Old Sent')")
        .param(account.id().value())
        .update();
    var first = sent(account);
    var second = sent(account);
    copies.fileNext();
    assertThat(again(second).sentCopyErrorId())
        .isNotNull()
        .isEqualTo(again(first).sentCopyErrorId());
    assertThat(diagnosis(again(first)).code()).isEqualTo("D42");
    assertThat(diagnosis(again(first)).cause()).contains("Old Sent");
    installation.imap().allow("EXAMINE");
    installation.imap().folder("Old Sent", "");
    installation.clock().tick(Duration.ofMinutes(1));
    copies.fileNext();
    assertThat(installation.imap().messages("Old Sent")).hasSize(2);
    assertThat(again(second).sentCopy()).isEqualTo(CopyState.FILED);
  }

  /** A mailbox there always has the folder, so it has a name that nobody here knows. */
  @Test
  void where_the_provider_brings_the_folder_a_person_chooses_and_no_copy_waits_longer() {
    installation.imap().forget("Sent Items");
    var account = lab.signedIn(ANNA);
    account = TestAccounts.sentCopy(node, account, "mailgrant-appends");
    var first = sent(account);
    var second = sent(account);
    copies.fileNext();
    assertThat(List.of(again(first), again(second)))
        .allSatisfy(message -> {
          assertThat(message.sentCopy()).isEqualTo(CopyState.DUE);
          assertThat(diagnosis(message).code()).isEqualTo("D42");
          assertThat(diagnosis(message).cause()).contains("Sent");
        });
    installation.imap().folder("&BBgENwQ,BEAEMARCBDUEPQQ4-", "\\Sent");
    assertThat(copies.fileNext()).as("not before its time").isFalse();
    node.tell(new FoldersMapped(account.id()));
    assertThat(copies.fileNext()).isTrue();
    assertThat(List.of(again(first), again(second)))
        .allSatisfy(message -> {
          assertThat(message.sentCopy()).isEqualTo(CopyState.FILED);
          assertThat(message.sentCopyErrorId()).isNull();
        });
  }

  private MailAccount generic() {
    // Typed hosts may not lead here, but those of the declared cloud may.
    return TestAccounts.generic(
        node,
        ANNA.username(),
        here(installation.imap().address()),
        here(installation.smtp().address()));
  }

  private static ServerDraft here(ServerAddress server) {
    return new ServerDraft(server.host(), server.port(), "none", null, null);
  }

  private OutboxMessage sent(MailAccount account) {
    var message =
        outbox.accept(
            account,
            new MessageDraft(
                List.of(new Recipient(null, "bob@fabrikam.example")),
                null,
                null,
                "Offer",
                "text",
                null,
                null),
            null);
    assertThat(sending.attemptNext()).isTrue();
    return message;
  }

  private OutboxMessage again(OutboxMessage message) {
    return outbox.get(HERE, message.id());
  }

  private Diagnosis diagnosis(OutboxMessage message) {
    return node.get(Diagnoses.class)
        .find(HERE.value(), String.valueOf(message.sentCopyErrorId()))
        .orElseThrow()
        .diagnosis();
  }
}
