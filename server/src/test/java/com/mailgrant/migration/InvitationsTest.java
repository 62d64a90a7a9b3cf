package com.mailgrant.migration;

import static com.mailgrant.migration.DeskStage.HERE;
import static com.mailgrant.testing.Visitor.ANNA;
import static com.mailgrant.testing.Visitor.BERND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mailgrant.account.Conversions.Wish;
import com.mailgrant.account.MailAccount;
import com.mailgrant.account.TestAccounts;
import com.mailgrant.login.TestLogins;
import com.mailgrant.platform.Refused;
import com.mailgrant.platform.Secret;
import com.mailgrant.testing.Visitor;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InvitationsTest {
  private final DeskStage stage = new DeskStage();

  @BeforeEach
  void reset() {
    stage.reset();
  }

  @AfterAll
  void stop() {
    stage.close();
  }

  @Test
  void a_link_opens_login_for_its_own_account_and_is_over_after_it() {
    var account = begun(ANNA);
    var token = token(stage.invitations.invite(stage.entry(account), null, "admin"));
    assertThat(stage.line(account).stage()).isEqualTo(Stage.WAITING_FOR_LOGIN);
    assertThat(stage.line(account).waitsFor()).isEqualTo("user");
    var asked = stage.invitations.open(token).orElseThrow();
    assertThat(asked.account().username()).isEqualTo(ANNA.username());
    assertThat(asked.account().useOAuth()).isTrue();

    var started = stage.invitations.login(token).orElseThrow();
    assertThat(TestLogins.back(stage.installation, started.authorizationUrl(), ANNA)).isTrue();

    assertThat(stage.invitations.open(token)).as("replayed").isEmpty();
    assertThat(stage.line(account).stage()).isIn(Stage.SIGNED_IN, Stage.TESTED);
  }

  @Test
  void forwarded_to_another_person_it_stores_nothing_and_still_serves_the_right_one() {
    var account = begun(ANNA);
    var token = token(stage.invitations.invite(stage.entry(account), null, "admin"));
    var started = stage.invitations.login(token).orElseThrow();
    assertThat(TestLogins.back(stage.installation, started.authorizationUrl(), BERND)).isFalse();
    assertThat(stage.line(account).entry().trouble()).as("comes back to the plan").isNotNull();
    var again = stage.invitations.login(token).orElseThrow();
    assertThat(TestLogins.back(stage.installation, again.authorizationUrl(), ANNA)).isTrue();
    assertThat(stage.line(account).entry().trouble()).isNull();
  }

  @Test
  void guessed_revoked_and_late_links_open_nothing() {
    var account = begun(ANNA);
    assertThat(stage.invitations.open(new Secret("guessed"))).isEmpty();
    assertThat(stage.invitations.open(new Secret("\u0000 ' or 1=1"))).isEmpty();
    var revoked = token(stage.invitations.invite(stage.entry(account), null, "admin"));
    stage.invitations.revoke(stage.entry(account), "admin");
    assertThat(stage.invitations.open(revoked)).isEmpty();
    assertThat(stage.invitations.login(revoked)).isEmpty();
    var late = token(stage.invitations.invite(stage.entry(account), null, "admin"));
    stage.installation.clock().tick(Duration.ofDays(14));
    assertThat(stage.invitations.open(late)).isEmpty();
  }

  @Test
  void a_link_of_an_account_that_vanished_leads_nowhere_and_harms_nothing() {
    var account = begun(ANNA);
    var entry = stage.entry(account);
    var token = token(stage.invitations.invite(entry, null, "admin"));
    var started = stage.invitations.login(token).orElseThrow();
    TestAccounts.delete(stage.installation.node(), account);
    assertThat(stage.invitations.open(token)).isEmpty();
    assertThat(stage.invitations.login(token)).isEmpty();
    assertThat(TestLogins.back(stage.installation, started.authorizationUrl(), ANNA))
        .as("a sign-in that was under way")
        .isFalse();
    assertThat(stage.count("token_grant")).isZero();
    assertThat(stage.plan.line(HERE, entry.id()).stage()).isEqualTo(Stage.DELETED);
    assertThat(stage.plan.find(HERE, entry.id()).planned()).isEqualTo(entry.planned());
  }

  @Test
  void one_link_signs_in_for_its_account_and_never_for_another() {
    var anna = begun(ANNA);
    var bernd = begun(BERND);
    var ofBernd = token(stage.invitations.invite(stage.entry(bernd), null, "admin"));
    var started = stage.invitations.login(ofBernd).orElseThrow();
    assertThat(TestLogins.back(stage.installation, started.authorizationUrl(), ANNA)).isFalse();
    assertThat(TestLogins.back(stage.installation, started.authorizationUrl(), BERND))
        .as("an attempt that was refused cannot be continued by anybody")
        .isFalse();
    assertThat(stage.count("token_grant")).isZero();
    assertThat(stage.line(anna).entry().trouble()).isNull();
    assertThat(stage.line(anna).stage()).isEqualTo(Stage.PLANNED);
  }

  @Test
  void a_link_serves_on_another_node_and_its_token_is_nowhere_at_rest() {
    var account = begun(ANNA);
    var made = stage.invitations.invite(stage.entry(account), null, "admin");
    var other = stage.installation.anotherNode().get(Invitations.class);
    assertThat(other.open(token(made))).isPresent();
    assertThat(stage.installation.database().everything())
        .noneMatch(row -> row.contains(token(made).reveal()));
  }

  @Test
  void everybody_who_is_missing_is_asked_once_and_reminded_after_some_days() {
    var carrier = carrier();
    var anna = begun(ANNA);
    begun(BERND);
    assertThat(toBeAsked()).isEqualTo(2);
    assertThat(stage.invitations.inviteMissing(HERE, carrier.id(), "admin")).hasSize(2);
    assertThat(toBeAsked()).as("the page offers nothing that would ask nobody").isZero();
    assertThat(stage.invitations.inviteMissing(HERE, carrier.id(), "admin")).isEmpty();
    stage.signIn(anna, ANNA);
    stage.installation.clock().tick(Duration.ofDays(4));
    assertThat(toBeAsked()).isEqualTo(1);
    assertThat(stage.invitations.inviteMissing(HERE, carrier.id(), "admin"))
        .singleElement()
        .satisfies(made -> assertThat(made.sentTo()).isEqualTo(BERND.username()));
    assertThat(stage.count("outbox_message")).isEqualTo(3);
  }

  private long toBeAsked() {
    return stage.plan.page(HERE, PlanFilter.ALL, null, 0, 1).toBeAsked();
  }

  @Test
  void an_account_that_does_not_work_sends_no_invitations() {
    var broken = TestAccounts.corporate(stage.installation.node(), "nobody@contoso.example");
    var account = begun(ANNA);
    assertThatThrownBy(() -> stage.invitations.invite(stage.entry(account), broken.id(), "admin"))
        .isInstanceOf(Refused.class);
    assertThat(stage.count("migration_invitation")).isZero();
  }

  private MailAccount begun(Visitor visitor) {
    var account = stage.password(visitor);
    stage.desk.begin(stage.entry(account), new Wish(null, "lab", null, null));
    return account;
  }

  private MailAccount carrier() {
    var carrier = stage.password(Visitor.of("it@contoso.example", "IT"));
    stage.note(carrier, Decision.RETAIN);
    return carrier;
  }

  private static Secret token(Invitations.Made made) {
    return new Secret(made.link().substring(made.link().lastIndexOf('/') + 1));
  }
}
