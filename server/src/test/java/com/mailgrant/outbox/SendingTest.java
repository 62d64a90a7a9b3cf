package com.mailgrant.outbox;

import static com.mailgrant.outbox.OutboxLab.HERE;
import static com.mailgrant.testing.Visitor.ANNA;
import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.account.AccountDraft.ServerDraft;
import com.mailgrant.account.AccountState;
import com.mailgrant.account.MailAccount;
import com.mailgrant.account.TestAccounts;
import com.mailgrant.connectiontest.TestConnections;
import com.mailgrant.diagnosis.Diagnoses;
import com.mailgrant.diagnosis.Diagnosis;
import com.mailgrant.mail.ServerAddress;
import com.mailgrant.outbox.MessageDraft.Recipient;
import com.mailgrant.testing.FakeSmtp.AtEndOfData;
import com.mailgrant.testing.Installation;
import com.mailgrant.testing.Node;
import com.mailgrant.testing.Reply;
import com.mailgrant.token.TestGrants;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a message: sent, deferred, held, failed, or a question for a person. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SendingTest {
  @RegisterExtension private final OutboxLab lab = new OutboxLab();

  private final Installation installation = lab.installation();
  private final Node node = lab.node();
  private final Outbox outbox = lab.outbox();
  private final Sending sending = node.get(Sending.class);
  private final SentCopies copies = node.get(SentCopies.class);
  private MailAccount account = TestAccounts.corporate(node, ANNA.username());

  @BeforeEach
  void annaIsSignedIn() {
    account = lab.signedIn(ANNA);
  }

  @Test
  void a_message_is_sent_and_a_copy_filed_once() {
    var message = attempted();
    assertThat(message.state()).isEqualTo(OutboxState.SENT);
    assertThat(message.sentAt()).isEqualTo(installation.clock().instant());
    var delivery = installation.smtp().deliveries().getFirst();
    assertThat(delivery.from()).isEqualTo(ANNA.username());
    assertThat(delivery.recipients())
        .containsExactly("bob@fabrikam.example", "eve@fabrikam.example");
    assertThat(delivery.content()).contains("Message-ID: " + message.messageId());
    assertThat(message.sentCopy()).isEqualTo(CopyState.DUE);
    assertThat(copies.fileNext()).isTrue();
    assertThat(copies.fileNext()).isFalse();
    assertThat(outbox.get(HERE, message.id()).sentCopy()).isEqualTo(CopyState.FILED);
    assertThat(installation.imap().messages("Sent Items"))
        .singleElement()
        .asString()
        .contains(message.messageId());
  }

  /** Some servers file what they submit (facts/diagnosis D44). */
  @Test
  void no_second_copy_is_filed_where_the_server_filed_one() {
    var message = accepted();
    installation
        .imap()
        .deliver("Sent Items", "Message-ID: " + message.messageId() + "\r\n\r\nthe server's copy");
    sending.attemptNext();
    assertThat(copies.fileNext()).isTrue();
    assertThat(outbox.get(HERE, message.id()).sentCopy()).isEqualTo(CopyState.FILED);
    assertThat(installation.imap().messages("Sent Items")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"APPEND,NO [OVERQUOTA] Mailbox is full", "AUTHENTICATE,NO AUTHENTICATE failed."})
  void a_copy_that_cannot_be_filed_now_is_filed_later(String command, String reply) {
    installation.imap().refuse(command, reply);
    var first = attempted();
    var second = attempted();
    assertThat(first.state()).isEqualTo(OutboxState.SENT);
    assertThat(copies.fileNext()).isTrue();
    assertThat(copies.fileNext()).as("not before its time").isFalse();
    assertThat(installation.imap().messages("Sent Items")).isEmpty();
    installation.imap().reset();
    installation.clock().tick(Duration.ofMinutes(1));
    while (copies.fileNext()) {
      installation.clock().tick(Duration.ofSeconds(1));
    }
    assertThat(List.of(first, second))
        .allSatisfy(message ->
            assertThat(outbox.get(HERE, message.id()).sentCopy()).isEqualTo(CopyState.FILED));
    assertThat(installation.imap().messages("Sent Items")).hasSize(2);
  }

  @Test
  void a_shared_mailbox_is_sent_from_with_the_sign_in_of_its_delegate() {
    account = TestAccounts.shared(node, ANNA.username(), "info@contoso.example");
    TestGrants.signIn(installation, account, ANNA);
    assertThat(attempted().from()).isEqualTo("info@contoso.example");
    assertThat(installation.smtp().signIns().getFirst().user()).isEqualTo(ANNA.username());
    copies.fileNext();
    assertThat(installation.imap().signIns().getFirst().user()).isEqualTo("info@contoso.example");
    assertThat(installation.smtp().deliveries().getFirst().from())
        .isEqualTo("info@contoso.example");
  }

  /** Postfix refuses like that when Dovecot is away for a moment, whom it asks about passwords. */
  @ParameterizedTest
  @CsvSource({
    "AUTH,535 5.7.8 Error: authentication failed: (reason unavailable),true",
    "MAIL,550 5.7.60 SMTP; Client does not have permissions to send as this sender,false"
  })
  void a_refused_sign_in_is_proved_soon(String at, String reply, boolean soon) {
    var inAnHour =
        installation.clock().instant().plus(Duration.ofHours(1)).atOffset(ZoneOffset.UTC);
    var jdbc = installation.database().jdbc();
    jdbc.sql("update account_health set next_proof_at = ?").param(inAnHour).update();
    installation.smtp().refuse(at, reply);
    assertThat(attempted().state()).isEqualTo(OutboxState.HELD);
    var proof = "select next_proof_at from account_health where account_id = ?";
    assertThat(jdbc.sql(proof).param(account.id().value()).query(OffsetDateTime.class).single())
        .isEqualTo(soon ? inAnHour.minusMinutes(59) : inAnHour);
  }

  /** The account is at fault and not the message (facts/diagnosis 4.7). */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          AUTH | 535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. | D01
          AUTH | 535 5.7.3 Authentication unsuccessful | D35
          MAIL | 530 5.7.57 Client not authenticated to send mail. | D15
          MAIL | 550 5.7.60 SMTP; Client does not have permissions to send as this sender | D14
          .    | 554 5.2.252 SendAsDenied; a not allowed to send as b | D14
          """)
  void where_the_account_is_at_fault_the_message_waits(String at, String reply, String code) {
    installation.smtp().refuse(at, reply);
    var held = attempted();
    assertThat(held.state()).isEqualTo(OutboxState.HELD);
    assertThat(diagnosis(held).code()).isEqualTo(code);
    installation.clock().tick(Duration.ofDays(30));
    assertThat(sending.attemptNext()).as("nobody tries a held message").isFalse();
    installation.smtp().reset();
    outbox.release(HERE, held.id());
    sending.attemptNext();
    assertThat(outbox.get(HERE, held.id()).state()).isEqualTo(OutboxState.SENT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          RCPT | 550 5.1.10 RESOLVER.ADR.RecipientNotFound | D108
          .    | 554 5.6.0 Corrupt message content | D119
          DATA | 554 5.3.4 Message size exceeds fixed maximum message size | D107
          """)
  void where_the_message_is_at_fault_it_has_failed(String at, String reply, String code) {
    installation.smtp().refuse(at, reply);
    var failed = attempted();
    assertThat(failed.state()).isEqualTo(OutboxState.FAILED);
    assertThat(diagnosis(failed).code()).isEqualTo(code);
    assertThat(diagnosis(failed).serverSaid()).contains(reply.substring(4));
    assertThat(outbox.release(HERE, failed.id()).state()).isEqualTo(OutboxState.FAILED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          AUTH | 454 4.7.0 Temporary authentication failure | D37
          MAIL | 451 4.7.500 Server busy. Please try again later | D120
          RCPT | 450 4.2.0 Greylisted | D110
          .    | 432 4.3.2 Concurrent connections limit exceeded. | D38
          .    | 554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException | D39
          """)
  void where_the_time_is_at_fault_it_is_tried_again(String at, String reply, String code) {
    installation.smtp().refuse(at, reply);
    var deferred = attempted();
    assertThat(deferred.state()).isEqualTo(OutboxState.DEFERRED);
    assertThat(diagnosis(deferred).code()).isEqualTo(code);
    assertThat(Objects.requireNonNull(deferred.nextAttemptAt()))
        .isAfter(installation.clock().instant());
    assertThat(sending.attemptNext()).as("not before its time").isFalse();
    installation.smtp().reset();
    installation.clock().set(deferred.nextAttemptAt());
    sending.attemptNext();
    assertThat(outbox.get(HERE, deferred.id()).state()).isEqualTo(OutboxState.SENT);
  }

  @Test
  void pauses_grow_and_after_three_days_the_message_has_failed() {
    assertThat(List.of(Pauses.whole(1), Pauses.whole(2), Pauses.whole(3)))
        .containsExactly(Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofMinutes(2));
    assertThat(Pauses.whole(50)).isEqualTo(Duration.ofHours(1));
    assertThat(Stream.generate(() -> Pauses.after(1)).limit(100))
        .allSatisfy(
            pause -> assertThat(pause).isBetween(Duration.ofSeconds(24), Duration.ofSeconds(30)))
        .as("spread")
        .extracting(Duration::toMillis)
        .doesNotContainSequence(30_000L, 30_000L);
    installation.smtp().refuse("MAIL", "451 4.3.0 Later");
    var message = accepted();
    int tries = 0;
    while (outbox.get(HERE, message.id()).state() != OutboxState.FAILED && tries < 200) {
      assertThat(sending.attemptNext()).isTrue();
      installation.clock().tick(Duration.ofHours(1));
      tries++;
    }
    assertThat(tries).isBetween(70, 80);
    assertThat(outbox.get(HERE, message.id()).errorId()).startsWith("MG-");
  }

  @Test
  void a_server_that_cannot_be_reached_defers() {
    account =
        TestAccounts.generic(
            node,
            "relay@contoso.example",
            null,
            new ServerDraft("mail.contoso.invalid", 587, "none", null, null));
    var message = attempted();
    assertThat(message.state()).isEqualTo(OutboxState.DEFERRED);
    assertThat(diagnosis(message).code()).isEqualTo("D34");
  }

  @Test
  void a_disturbed_authority_defers_and_a_dead_grant_holds() {
    installation.clock().tick(Duration.ofHours(2));
    installation.authority().answerOnce(Reply.html(503, "later"));
    var deferred = attempted();
    assertThat(deferred.state()).isEqualTo(OutboxState.DEFERRED);
    installation.authority().endGrant(50173);
    installation.clock().set(Objects.requireNonNull(deferred.nextAttemptAt()));
    sending.attemptNext();
    assertThat(outbox.get(HERE, deferred.id()).state()).isEqualTo(OutboxState.HELD);
    assertThat(TestAccounts.fresh(node, account).state()).isEqualTo(AccountState.NEEDS_LOGIN);
    TestGrants.signIn(installation, account, ANNA);
    sending.attemptNext();
    assertThat(outbox.get(HERE, deferred.id()).state()).isEqualTo(OutboxState.SENT);
  }

  @Test
  void before_anybody_has_signed_in_messages_wait() {
    account = TestAccounts.corporate(node, ANNA.username());
    var message = attempted();
    assertThat(message.state()).isEqualTo(OutboxState.HELD);
    assertThat(diagnosis(message).code()).isEqualTo("D58");
  }

  /** Test Connection passed: whatever was out of order is in order again. */
  @Test
  void held_messages_leave_when_test_connection_passes_whatever_the_state_was() {
    TestAccounts.active(node, account);
    installation
        .smtp()
        .refuse("AUTH", "535 5.7.139 SmtpClientAuthentication is disabled for the Tenant.");
    var held = attempted();
    assertThat(held.state()).isEqualTo(OutboxState.HELD);
    installation.smtp().reset();
    TestConnections.run(node, account);
    assertThat(sending.attemptNext()).isTrue();
    assertThat(outbox.get(HERE, held.id()).state()).isEqualTo(OutboxState.SENT);
  }

  @Test
  void a_lost_answer_is_resolved_by_looking_into_sent() {
    installation.smtp().atEndOfData(AtEndOfData.KEEP_AND_VANISH);
    var message = accepted();
    installation
        .imap()
        .deliver("Sent Items", "Message-ID: " + message.messageId() + "\r\n\r\nthe server's copy");
    sending.attemptNext();
    assertThat(outbox.get(HERE, message.id()).state()).isEqualTo(OutboxState.SENT);
    assertThat(sending.attemptNext()).isFalse();
    assertThat(installation.smtp().deliveries()).hasSize(1);
  }

  @Test
  void a_lost_answer_without_a_copy_is_a_question_for_a_person() {
    installation.smtp().atEndOfData(AtEndOfData.LOSE_AND_VANISH);
    var message = attempted();
    assertThat(message.state()).isEqualTo(OutboxState.UNKNOWN);
    assertThat(diagnosis(message).code()).isEqualTo("D65");
    installation.clock().tick(Duration.ofDays(10));
    assertThat(sending.attemptNext()).as("nobody sends it a second time by himself").isFalse();
    installation.smtp().reset();
    outbox.release(HERE, message.id());
    sending.attemptNext();
    assertThat(outbox.get(HERE, message.id()).state()).isEqualTo(OutboxState.SENT);
  }

  @Test
  void while_nobody_can_look_into_sent_the_message_is_not_sent_again() {
    installation.smtp().atEndOfData(AtEndOfData.KEEP_AND_VANISH);
    installation.imap().refuse("LIST", "BAD User is authenticated but not connected.");
    var message = attempted();
    assertThat(message.state()).isEqualTo(OutboxState.SENDING);
    installation.clock().tick(Duration.ofMinutes(1));
    sending.attemptNext();
    assertThat(installation.smtp().deliveries()).hasSize(1);
    installation.imap().reset();
    installation.imap().deliver("Sent Items", "Message-ID: " + message.messageId() + "\r\n\r\nx");
    installation.clock().tick(Duration.ofHours(2));
    sending.attemptNext();
    assertThat(outbox.get(HERE, message.id()).state()).isEqualTo(OutboxState.SENT);
  }

  @Test
  void where_there_is_nothing_to_look_into_a_lost_answer_is_a_question_at_once() {
    account = TestAccounts.generic(node, "relay@contoso.example", null, localSmtp());
    installation.smtp().atEndOfData(AtEndOfData.LOSE_AND_VANISH);
    assertThat(attempted().state()).isEqualTo(OutboxState.UNKNOWN);
  }

  @Test
  void looking_does_not_go_on_for_ever() {
    installation.smtp().atEndOfData(AtEndOfData.LOSE_AND_VANISH);
    installation.imap().refuse("LIST", "BAD User is authenticated but not connected.");
    var message = attempted();
    for (int hour = 0; hour < 80; hour++) {
      installation.clock().tick(Duration.ofHours(1));
      sending.attemptNext();
    }
    assertThat(outbox.get(HERE, message.id()).state()).isEqualTo(OutboxState.UNKNOWN);
  }

  /** A worker died with it, nobody knows how far it came. */
  @Test
  void a_message_whose_worker_died_is_looked_for_before_anything_else() {
    var message = accepted();
    var now = installation.clock().instant();
    var lane = node.get(LaneTable.class).claim(null, now).orElseThrow();
    assertThat(node.get(OutboxTable.class).take(lane, now)).isPresent();
    installation.imap().deliver("Sent Items", "Message-ID: " + message.messageId() + "\r\n\r\nx");
    assertThat(sending.attemptNext()).as("somebody has it").isFalse();
    Leases.runOut(installation);
    sending.attemptNext();
    assertThat(outbox.get(HERE, message.id()).state()).isEqualTo(OutboxState.SENT);
    assertThat(installation.smtp().deliveries()).isEmpty();
  }

  @Test
  void recipients_who_were_refused_are_told_although_the_others_got_it() {
    installation.smtp().refuse("RCPT eve@fabrikam.example", "550 5.1.1 User unknown");
    var message = attempted();
    assertThat(message.state()).isEqualTo(OutboxState.SENT);
    assertThat(installation.smtp().deliveries().getFirst().recipients())
        .containsExactly("bob@fabrikam.example");
    assertThat(message.errorId()).isNotNull();
    assertThat(diagnosis(message).cause())
        .contains("eve@fabrikam.example", "User unknown")
        .doesNotContain("bob@");
  }

  @Test
  void what_failed_and_is_tried_again_begins_anew() {
    installation.smtp().refuse("RCPT", "550 5.1.10 no such mailbox");
    var failed = attempted();
    assertThat(failed.refused()).isNotEmpty();
    installation.smtp().reset();
    outbox.retry(HERE, failed.id());
    sending.attemptNext();
    var sent = outbox.get(HERE, failed.id());
    assertThat(sent.state()).isEqualTo(OutboxState.SENT);
    assertThat(sent.refused()).isNullOrEmpty();
    assertThat(sent.errorId()).isNull();
    assertThat(installation.smtp().deliveries().getLast().recipients())
        .containsExactlyElementsOf(failed.recipients());
  }

  private ServerDraft localSmtp() {
    // Typed hosts may not lead here, but those of the declared cloud may.
    ServerAddress here = installation.smtp().address();
    return new ServerDraft(here.host(), here.port(), "none", null, null);
  }

  private OutboxMessage accepted() {
    return outbox.accept(
        account,
        new MessageDraft(
            Arrays.asList(
                new Recipient(null, "bob@fabrikam.example"),
                new Recipient(null, "eve@fabrikam.example")),
            null,
            null,
            "Angebot",
            "text",
            null,
            null),
        null);
  }

  private OutboxMessage attempted() {
    var message = accepted();
    assertThat(sending.attemptNext()).isTrue();
    return outbox.get(HERE, message.id());
  }

  private Diagnosis diagnosis(OutboxMessage message) {
    return node.get(Diagnoses.class)
        .find(HERE.value(), String.valueOf(message.errorId()))
        .orElseThrow()
        .diagnosis();
  }
}
