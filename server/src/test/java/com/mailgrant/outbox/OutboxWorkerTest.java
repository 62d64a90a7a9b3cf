package com.mailgrant.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mailgrant.account.Accounts;
import com.mailgrant.account.MailAccount;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.outbox.MessageDraft.Recipient;
import com.mailgrant.testing.FakeSmtp;
import com.mailgrant.testing.FakeSmtp.Delivery;
import com.mailgrant.testing.RunningServer;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The running workers, with a real clock: messages leave at once, in order, and fairly. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutboxWorkerTest {
  private final FakeSmtp smtp = FakeSmtp.start();
  private final RunningServer server =
      RunningServer.start("--mailgrant.network.allow-private-hosts=true");
  private final Outbox outbox = server.get(Outbox.class);

  @AfterAll
  void stop() {
    server.close();
    smtp.close();
  }

  @Test
  void many_messages_of_one_account_leave_in_order_and_do_not_keep_another_waiting() {
    var crowded = account("crowded");
    var quiet = account("quiet");
    for (int i = 0; i < 150; i++) {
      accept(crowded, "m" + i);
    }
    accept(quiet, "of the quiet one");
    for (int i = 150; i < 300; i++) {
      accept(crowded, "m" + i);
    }
    await().atMost(Duration.ofSeconds(90)).until(() -> smtp.deliveries().size() == 301);
    assertThat(of(crowded)).containsExactlyElementsOf(expected(300));
    assertThat(smtp.deliveries().indexOf(only(quiet))).isLessThan(300);
    assertThat(smtp.signIns().stream().filter(it -> it.user().startsWith("crowded")))
        .as("sessions are used for many messages")
        .hasSizeLessThan(30);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() ->
            assertThat(outbox.list(OrganizationId.FIRST, crowded.id().value(), null))
                .hasSize(200)
                .allSatisfy(message -> {
                  assertThat(message.state()).isEqualTo(OutboxState.SENT);
                  assertThat(message.attempts()).isOne();
                }));
  }

  @Test
  void the_bell_of_a_message_that_was_taken_already_ends_no_session() {
    var pairs = account("pairs");
    for (int i = 0; i < 12; i++) {
      int sent = 2 * i + 2;
      accept(pairs, "first " + i);
      accept(pairs, "second " + i);
      await()
          .pollInterval(Duration.ofMillis(5))
          .atMost(Duration.ofSeconds(60))
          .until(() -> of(pairs).size() == sent);
    }
    assertThat(smtp.signIns().stream().filter(it -> it.user().startsWith("pairs")))
        .hasSizeLessThan(6);
  }

  private MailAccount account(String name) {
    var address = smtp.address();
    var made =
        server.api(
            "POST",
            "/api/v1/accounts",
            """
            {"type":"generic","accountName":"%s","senderName":"Anna","useOAuth":false,
             "senderEmail":"%s@contoso.example","username":"%s@contoso.example","password":"right horse",
             "imap":{"host":"localhost","port":%d,"security":"none"},
             "smtp":{"host":"localhost","port":%d,"security":"none"}}\
            """
                .formatted(name, name, name, address.port(), address.port()));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    return server.get(Accounts.class).of(OrganizationId.FIRST).stream()
        .filter(account -> account.accountName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private void accept(MailAccount account, String subject) {
    var to = List.of(new Recipient(null, "bob@fabrikam.example"));
    outbox.accept(
        account, new MessageDraft(List.copyOf(to), null, null, subject, "x", null, null), null);
  }

  private static List<String> expected(int count) {
    return IntStream.range(0, count).mapToObj(i -> "m" + i).toList();
  }

  private Delivery only(MailAccount account) {
    return smtp.deliveries().stream()
        .filter(delivery -> delivery.from().equals(account.senderEmail().value()))
        .findFirst()
        .orElseThrow();
  }

  private List<String> of(MailAccount account) {
    return smtp.deliveries().stream()
        .filter(delivery -> delivery.from().equals(account.senderEmail().value()))
        .map(delivery ->
            delivery
                .content()
                .lines()
                .filter(line -> line.startsWith("Subject: "))
                .findFirst()
                .orElse("")
                .substring("Subject: ".length()))
        .toList();
  }
}
