package com.mailgrant.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.account.AccountState;
import com.mailgrant.account.AccountStep;
import com.mailgrant.account.Accounts;
import com.mailgrant.account.MailAccount;
import com.mailgrant.account.TestAccounts;
import com.mailgrant.appregistration.AppRegistrations;
import com.mailgrant.appregistration.TestRegistrations;
import com.mailgrant.desk.ConsentAnswer.Verdict;
import com.mailgrant.organization.Organization;
import com.mailgrant.organization.Organizations;
import com.mailgrant.platform.Language;
import com.mailgrant.testing.Installation;
import com.mailgrant.testing.Visitor;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.ui.ExtendedModelMap;

/** An administrator elsewhere is asked, and the browser comes back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsentDeskTest {
  private final Installation installation = Installation.start();
  private final ConsentDesk desk = installation.node().get(ConsentDesk.class);
  private final ConsentStates states = installation.node().get(ConsentStates.class);
  private final AdministratorReturn door =
      new AdministratorReturn(
          desk,
          states,
          installation.node().get(Accounts.class),
          installation.node().get(AppRegistrations.class),
          installation.clock());
  private MailAccount asked = TestAccounts.corporate(installation.node(), "anna@contoso.example");
  private MailAccount other = asked;
  private int round;

  @BeforeEach
  void twoAccountsWait() {
    installation.reset();
    // Answers of the tenant stand newest first.
    installation.clock().tick(Duration.ofMinutes(++round));
    TestRegistrations.configured(installation.node());
    asked = waiting("anna@contoso.example");
    other = waiting("bernd@contoso.example");
  }

  @AfterAll
  void stop() {
    installation.close();
  }

  @Test
  void the_link_asks_the_tenant_for_every_permission_and_leads_back_to_us() {
    var request = desk.request(asked).orElseThrow();

    assertThat(request.tenant()).isEqualTo(Visitor.CONTOSO);
    assertThat(request.link().toString())
        .contains(
            "/" + Visitor.CONTOSO + "/v2.0/adminconsent",
            "client_id=" + Installation.CLIENT_ID,
            "IMAP.AccessAsUser.All",
            "SMTP.Send",
            "redirect_uri=http%3A%2F%2Flocalhost%3A8080%2Foauth2%2Fcallback",
            "&state=");
    assertThat(request.permissions()).isNotEmpty().allMatch(each -> !each.reason().isBlank());
  }

  @Test
  void an_approval_is_recorded_and_every_account_that_waits_for_the_tenant_moves_on() {
    var page = returned(states.of(asked.id()), "True", Visitor.CONTOSO, null);

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.model()).containsEntry("outcome", "approved");
    assertThat(state(asked)).isEqualTo(AccountState.WAITING_FOR_LOGIN);
    assertThat(state(other)).isEqualTo(AccountState.WAITING_FOR_LOGIN);
    assertThat(TestAccounts.fresh(installation.node(), asked).username())
        .isEqualTo(asked.username());
    assertThat(desk.answers(asked).getFirst())
        .isEqualTo(
            new ConsentAnswer(
                Verdict.APPROVED, Visitor.CONTOSO, null, null, installation.clock().instant()));
  }

  @Test
  void the_name_that_an_administrator_gave_on_the_way_is_kept_with_the_answer() {
    var state = states.of(asked.id(), " Carla Chef ");
    returned(state, "True", Visitor.CONTOSO, null);

    var answer = desk.answers(asked).getFirst();
    assertThat(answer.approver()).isEqualTo("Carla Chef");
    assertThat(answer.tenant()).isEqualTo(Visitor.CONTOSO);
    assertThat(answer.answeredAt()).isEqualTo(installation.clock().instant());
    assertThat(newestEvent())
        .contains("\"answer\": \"approved\"", "\"approver\": \"Carla Chef\"", Visitor.CONTOSO);
    assertThat(state).as("the name is sealed").doesNotContain("Carla");
  }

  @Test
  void the_letters_are_in_the_language_of_the_organization_first() {
    var request = desk.request(asked).orElseThrow();
    assertThat(desk.letters(asked, request))
        .extracting(ConsentDesk.Letter::language)
        .containsExactly(Language.ENGLISH, Language.GERMAN);
    var organizations = installation.node().get(Organizations.class);
    var before = organizations.get(asked.organization());
    organizations.keep(new Organization(before.id(), before.name(), Language.GERMAN));
    try {
      assertThat(desk.letters(asked, request))
          .extracting(ConsentDesk.Letter::language)
          .containsExactly(Language.GERMAN, Language.ENGLISH);
      assertThat(desk.letters(asked, request))
          .allSatisfy(letter -> {
            assertThat(letter.text())
                .contains(request.page().toString(), request.link().toString());
            assertThat(letter.text()).contains("anna@contoso.example", request.clientId());
          });
      assertThat(desk.letters(asked, request).getFirst().subject()).startsWith("Bitte ");
    } finally {
      organizations.keep(before);
    }
  }

  private String newestEvent() {
    return installation
        .database()
        .jdbc()
        .sql(
            """
            select data::text from
              (select type, data, occurred_at from event
               union all select type, data, occurred_at from event_arrival) every
            where type = 'consent.answered' order by occurred_at desc limit 1
            """)
        .query(String.class)
        .single();
  }

  @Test
  void a_refusal_is_recorded_with_its_reason_and_moves_nobody() {
    var page = returned(states.of(asked.id()), "True", Visitor.CONTOSO, "access_denied");

    assertThat(page.model()).containsEntry("outcome", "refused");
    assertThat(state(asked)).isEqualTo(AccountState.WAITING_FOR_ADMINISTRATOR);
    assertThat(desk.answers(asked).getFirst().verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(desk.answers(asked).getFirst().words()).isEqualTo("access_denied");
  }

  @Test
  void without_the_word_of_the_provider_there_is_no_approval() {
    assertThat(returned(states.of(asked.id()), null, Visitor.CONTOSO, null).model())
        .containsEntry("outcome", "refused");
    assertThat(state(asked)).isEqualTo(AccountState.WAITING_FOR_ADMINISTRATOR);
  }

  @Test
  void the_consent_of_another_tenant_is_refused_and_kept_nowhere() {
    var before = desk.answers(asked).size();
    var page =
        returned(states.of(asked.id()), "True", "fab00000-1111-4222-8333-fab0fab0fab0", null);

    assertThat(page.status()).isEqualTo(400);
    assertThat(page.model()).containsEntry("outcome", "foreign");
    assertThat(desk.answers(asked)).hasSize(before);
    assertThat(state(asked)).isEqualTo(AccountState.WAITING_FOR_ADMINISTRATOR);
  }

  @Test
  void a_forged_or_very_old_link_changes_nothing() {
    var old = states.of(asked.id());
    var forged = old.substring(0, old.length() - 2) + (old.endsWith("AA") ? "BB" : "AA");
    assertThat(returned(forged, "True", Visitor.CONTOSO, null).model())
        .containsEntry("outcome", "stray");
    assertThat(returned(null, "True", Visitor.CONTOSO, null).status()).isEqualTo(400);
    assertThat(returned("x".repeat(10_000), "True", Visitor.CONTOSO, null).status()).isEqualTo(400);

    installation.clock().tick(ConsentStates.LIFE.minus(Duration.ofHours(1)));
    assertThat(states.read(old)).contains(new ConsentStates.Asked(asked.id(), ""));
    installation.clock().tick(Duration.ofHours(2));
    assertThat(returned(old, "True", Visitor.CONTOSO, null).model())
        .containsEntry("outcome", "stray");
    assertThat(state(asked)).isEqualTo(AccountState.WAITING_FOR_ADMINISTRATOR);
  }

  private record Page(int status, Map<String, Object> model) {}

  private Page returned(
      @Nullable String state,
      @Nullable String consent,
      @Nullable String tenant,
      @Nullable String error) {
    var model = new ExtendedModelMap();
    var response = new MockHttpServletResponse();
    door.returned(state, consent, tenant, error, null, model, response);
    return new Page(response.getStatus(), model);
  }

  private MailAccount waiting(String username) {
    var account = TestAccounts.corporate(installation.node(), username);
    installation.node().get(Accounts.class).step(account.id(), AccountStep.ADMINISTRATOR_NEEDED);
    assertThat(state(account)).isEqualTo(AccountState.WAITING_FOR_ADMINISTRATOR);
    return account;
  }

  private AccountState state(MailAccount account) {
    return TestAccounts.fresh(installation.node(), account).state();
  }
}
