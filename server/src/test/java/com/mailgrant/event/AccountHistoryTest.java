package com.mailgrant.event;

import static com.mailgrant.organization.OrganizationId.FIRST;
import static com.mailgrant.testing.Visitor.ANNA;
import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.account.AccountStep;
import com.mailgrant.account.Accounts;
import com.mailgrant.account.MailAccount;
import com.mailgrant.account.TestAccounts;
import com.mailgrant.diagnosis.Diagnoses;
import com.mailgrant.diagnosis.Finding;
import com.mailgrant.testing.Installation;
import com.mailgrant.testing.Node;
import com.mailgrant.testing.Reply;
import com.mailgrant.token.Freshness;
import com.mailgrant.token.TestGrants;
import com.mailgrant.token.Tokens;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

class AccountHistoryTest {
  private final Installation installation = Installation.start();
  private final Node node = installation.node();
  private final Accounts accounts = node.get(Accounts.class);
  private MailAccount account = TestAccounts.corporate(node, ANNA.username());
  private long begin;

  @BeforeEach
  void forgetTheBeginning() {
    begin = node.get(EventLog.class).newest(FIRST);
  }

  @AfterEach
  void stop() {
    installation.close();
  }

  @Test
  void a_new_account_is_told_with_its_settings() {
    var other = TestAccounts.shared(node, ANNA.username(), "sales@contoso.example");
    var event = only();
    assertThat(event.type()).isEqualTo("account.created");
    assertThat(event.account()).isEqualTo(other.id().value());
    assertThat(event.timestamp()).isEqualTo(installation.clock().instant());
    assertThat(event.data().path("accountName").asString()).isEqualTo(other.accountName());
    assertThat(event.data().path("mailboxAddress").asString()).isEqualTo("sales@contoso.example");
    assertThat(event.data().path("type").asString()).isEqualTo("microsoft365");
    assertThat(event.data().path("state").asString()).isEqualTo("saved");
  }

  @Test
  void an_edit_names_the_fields_that_are_new() {
    TestAccounts.move(node, account, "lab");
    assertThat(only().type()).isEqualTo("account.changed");
    assertThat(texts(only().data().path("changed"))).isEmpty();
    accounts.step(account.id(), AccountStep.SIGNED_IN);
    TestAccounts.move(node, account, "global");
    var changed = events().getLast();
    assertThat(changed.type()).isEqualTo("account.changed");
    assertThat(texts(changed.data().path("changed"))).containsExactly("cloud");
  }

  @Test
  void a_change_of_the_state_says_why() {
    TestAccounts.active(node, account);
    var report =
        node.get(Diagnoses.class)
            .report(
                Finding.of("D01", Map.of("mailbox", "anna"), null),
                FIRST.value(),
                account.id().value(),
                "test");
    accounts.step(account.id(), AccountStep.TEST_FAILED, report.errorId().value());
    var event = events().getLast();
    assertThat(event.type()).isEqualTo("account.state-changed");
    assertThat(event.data().path("before").asString()).isEqualTo("active");
    assertThat(event.data().path("after").asString()).isEqualTo("degraded");
    var diagnosis = event.data().path("diagnosis");
    assertThat(diagnosis.path("code").asString()).isEqualTo("D01");
    assertThat(diagnosis.path("actor").asString()).isEqualTo("exchange-admin");
    assertThat(diagnosis.path("errorId").asString()).isEqualTo(report.errorId().value());
  }

  @Test
  void a_step_that_changes_nothing_is_not_told() {
    accounts.step(account.id(), AccountStep.RECOVERED);
    accounts.step(account.id(), AccountStep.TEST_FAILED);
    assertThat(events()).isEmpty();
  }

  @Test
  void a_sign_in_is_told_with_who_did_it() {
    TestGrants.signIn(installation, account, ANNA);
    assertThat(events())
        .extracting(Event::type)
        .containsExactly("account.state-changed", "account.signed-in");
    assertThat(events().getLast().data().path("username").asString()).isEqualTo(ANNA.username());
  }

  @Test
  void a_lost_grant_is_told_with_its_cause() {
    TestGrants.signIn(installation, account, ANNA);
    installation.clock().tick(Duration.ofHours(2));
    installation.authority().answerAlways(Reply.refusal("invalid_grant", 50173));
    node.get(Tokens.class).accessToken(account.id(), Freshness.CACHED);
    var event = events().getLast();
    assertThat(event.data().path("after").asString()).isEqualTo("needs-login");
    assertThat(event.data().path("diagnosis").path("code").asString()).isEqualTo("D18");
    assertThat(event.data().path("diagnosis").path("actor").asString()).isEqualTo("user");
  }

  @Test
  void a_change_that_is_rolled_back_was_never_told() {
    node.get(TransactionTemplate.class)
        .executeWithoutResult(transaction -> {
          accounts.step(account.id(), AccountStep.SIGNED_IN);
          transaction.setRollbackOnly();
        });
    assertThat(events()).isEmpty();
  }

  @Test
  void the_end_of_an_account_stays_in_the_log() {
    TestAccounts.delete(node, account);
    var event = only();
    assertThat(event.type()).isEqualTo("account.deleted");
    assertThat(event.data().path("accountName").asString()).isEqualTo(account.accountName());
  }

  private Event only() {
    assertThat(events()).hasSize(1);
    return events().getFirst();
  }

  private List<Event> events() {
    return node.get(EventLog.class).read(FIRST, EventFilter.ALL, begin, 100).events();
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asString).toList();
  }
}
