package com.mailgrant.outbox;

import static com.mailgrant.outbox.OutboxLab.HERE;
import static com.mailgrant.testing.Visitor.ANNA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mailgrant.account.MailAccount;
import com.mailgrant.account.TestAccounts;
import com.mailgrant.event.Event;
import com.mailgrant.event.EventFilter;
import com.mailgrant.event.EventLog;
import com.mailgrant.outbox.MessageDraft.Recipient;
import com.mailgrant.outbox.OutboxDesk.Bulk;
import com.mailgrant.platform.Refused;
import com.mailgrant.testing.FakeSmtp.AtEndOfData;
import com.mailgrant.testing.Installation;
import com.mailgrant.testing.Node;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A person has found out that a message in doubt left. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MarkSentTest {
  @RegisterExtension private final OutboxLab lab = new OutboxLab();

  private final Installation installation = lab.installation();
  private final Node node = lab.node();
  private final Outbox outbox = lab.outbox();
  private final Sending sending = node.get(Sending.class);
  private final Doubts doubts = node.get(Doubts.class);
  private MailAccount account = TestAccounts.corporate(node, ANNA.username());

  @BeforeEach
  void annaIsSignedIn() {
    account = lab.signedIn(ANNA);
  }

  @Test
  void a_person_who_knows_that_it_left_marks_it_as_sent() {
    var message = unknown();
    var marked = outbox.markSent(HERE, message.id());
    assertThat(marked.state()).isEqualTo(OutboxState.SENT);
    assertThat(marked.sentAt()).isEqualTo(installation.clock().instant());
    assertThat(marked.errorId()).isNull();
    assertThat(outbox.markSent(HERE, message.id())).as("twice is once").isEqualTo(marked);
    assertThat(types()).containsExactly("message.queued", "message.unknown", "message.sent");
    installation.clock().tick(Duration.ofDays(2));
    doubts.look();
    assertThat(sending.attemptNext()).isFalse();
    assertThat(installation.smtp().deliveries()).isEmpty();
    assertThat(types()).hasSize(3);
  }

  @ParameterizedTest
  @EnumSource(
      value = OutboxState.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"UNKNOWN", "SENT"})
  void what_is_not_in_doubt_is_not_marked_as_sent(OutboxState state) {
    var message = accepted("m");
    installation
        .database()
        .jdbc()
        .sql("update outbox_message set state = ?")
        .param(state.name())
        .update();
    assertThatThrownBy(() -> outbox.markSent(HERE, message.id()))
        .isInstanceOf(Refused.class)
        .hasMessageContaining(state.apiName());
    assertThat(state(message)).isEqualTo(state);
    assertThat(types()).containsExactly("message.queued");
  }

  @Test
  void many_are_marked_as_sent_at_once() {
    unknown();
    unknown();
    var queued = accepted("m");
    var done = node.get(OutboxDesk.class).bulk(HERE, new Bulk("mark-sent", null, null, "unknown"));
    assertThat(done).isEqualTo(new OutboxDesk.Done(2, 0, false));
    var skipped =
        node.get(OutboxDesk.class)
            .bulk(HERE, new Bulk("mark-sent", List.of(queued.id()), null, null));
    assertThat(skipped).isEqualTo(new OutboxDesk.Done(0, 1, false));
    assertThat(outbox.list(HERE, null, OutboxState.SENT)).hasSize(2);
  }

  @Test
  void a_copy_of_what_was_marked_as_sent_is_filed_once_where_mailgrant_files_it() {
    var there = unknown();
    var missing = unknown();
    file(there);
    outbox.markSent(HERE, there.id());
    outbox.markSent(HERE, missing.id());
    assertThat(node.get(SentCopies.class).fileNext()).isTrue();
    assertThat(List.of(fresh(there), fresh(missing)))
        .extracting(OutboxMessage::sentCopy)
        .containsOnly(CopyState.FILED);
    assertThat(installation.imap().messages("Sent Items")).hasSize(2);
  }

  /** At once, since it is Mailgrant that files the copies of this account. */
  private OutboxMessage unknown() {
    installation.smtp().atEndOfData(AtEndOfData.LOSE_AND_VANISH);
    var message = accepted("lost");
    assertThat(sending.attemptNext()).isTrue();
    installation.smtp().atEndOfData(AtEndOfData.ANSWER);
    assertThat(state(message)).isEqualTo(OutboxState.UNKNOWN);
    return message;
  }

  private void file(OutboxMessage message) {
    installation.imap().deliver("Sent Items", "Message-ID: " + message.messageId() + "\r\n\r\nx");
  }

  private OutboxMessage accepted(String subject) {
    var recipients =
        List.of(
            new Recipient(null, "bob@fabrikam.example"),
            new Recipient(null, "eve@fabrikam.example"));
    return outbox.accept(
        account,
        new MessageDraft(List.copyOf(recipients), null, null, subject, "text", null, null),
        null);
  }

  private OutboxMessage fresh(OutboxMessage message) {
    return outbox.get(HERE, message.id());
  }

  private OutboxState state(OutboxMessage message) {
    return fresh(message).state();
  }

  private List<String> types() {
    var mine = new EventFilter(Set.of("message.*"), Set.of(account.id().value()));
    return node.get(EventLog.class).read(HERE, mine, 0, 100).events().stream()
        .map(Event::type)
        .toList();
  }
}
