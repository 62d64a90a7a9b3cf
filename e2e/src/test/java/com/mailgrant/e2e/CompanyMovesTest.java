package com.mailgrant.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mailgrant.e2e.harness.Api;
import com.mailgrant.e2e.harness.Browser;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rehearsal of a company from its passwords to OAuth as a newcomer walks it, on pages: accounts
 * and list from the tenant, invitations by mail, each person’s own link, the wrong person, faults
 * that the plan names, the switch, a way back, the end of the passwords. Meanwhile mail leaves and
 * reaches every account, and the server is killed while it switches: every message that was
 * accepted is delivered once, and what arrived is announced once. {@code
 * -Dmailgrant.e2e.company=200} makes it a large one.
 */
class CompanyMovesTest {
  private static final int SIZE = Integer.getInteger("mailgrant.e2e.company", 8);

  /** Every fourth person gets stuck, says the tenant. */
  private static final int STUCK = SIZE / 4;

  /** Sends the invitations. */
  private static final String ANNA = "anna@contoso.example";

  /** The provider lets one person send thirty messages in a minute, and so many are invited. */
  private static final Duration PATIENCE = Duration.ofMinutes(2).plusSeconds(4L * SIZE);

  @TempDir Path home;

  @Test
  void a_company_moves_on_pages_and_no_message_is_lost_or_doubled() throws Exception {
    try (var stage = RehearsalStage.start(home, SIZE);
        var browser = Browser.start();
        var api = stage.mailgrant().api()) {
      var stations = new Stations();
      var tenant = new CompanyDesk(browser.newPage(), stage, PATIENCE);
      var list = tenant.setUpAccounts(SIZE, home.resolve("company.csv"));
      var plan = PlanDesk.signedIn(browser, stage.mailgrant().address(), PATIENCE);
      plan.connect(stage, api, ANNA);
      stations.reached("set up");

      var accounts = CompanyPeople.accounts(api);
      assertThat(accounts).hasSize(SIZE);
      var people = new CompanyPeople(browser, api, accounts, PATIENCE);
      Map<String, String> accepted;
      try (var traffic = Traffic.start(api, accounts)) {
        accepted = traffic.accepted();
        tenant.press("Switch them on");
        plan.importList(list, SIZE);
        plan.invite(ANNA, SIZE);
        stations.reached("asked");
        refusesTheWrongPerson(plan, people);
        people.openTheirLinks();
        plan.awaitReady(SIZE - STUCK);
        plan.picture("company-stuck");
        assertThat(plan.waitsFor())
            .as("who has to act")
            .anyMatch(each -> each.contains("administrator"));
        assertThat(counted(plan.waitsFor())).as("everybody is somewhere").isEqualTo(SIZE);
        stations.reached("signed in");

        crashWhileSwitching(stage, plan, api);
        assertThat(withPassword(api)).as("whoever is stuck keeps the password").isEqualTo(STUCK);
        everyAccountWorks(api);
        plan.picture("company-switched");
        stations.reached("switched, with a crash");

        var stuck = tenant.stuck();
        assertThat(stuck).hasSize(STUCK);
        tenant.press("Mend all of them");
        for (var person : stuck) {
          if (!plan.proves(people.account(person))) {
            people.open(people.link(person), person);
          }
        }
        plan.awaitReady(STUCK);
        plan.switchOver(STUCK);
        plan.awaitReady(0);
        assertThat(withPassword(api)).isZero();
        stations.reached("mended");

        plan.goBack("Worker 001");
        assertThat(withPassword(api)).isEqualTo(1);
        traffic.more(5);
        plan.goForth();
        plan.picture("company-line");
        tenant.press("Take no passwords from now on");
        traffic.more(10);
        plan.awaitDone(SIZE + 1);
        plan.picture("company-done");
        stations.reached("back, forth and done");
      }
      everyAccountWorks(api);
      var tally = new Tally(api, accepted, PATIENCE);
      assertThat(accepted).hasSizeGreaterThan(SIZE);
      tally.deliveredOnce();
      tally.announcedOnce();
      stations.reached("counted %d messages".formatted(accepted.size()));
    }
  }

  /** A link that was handed on: it is refused by name, revoked, and replaced. */
  private static void refusesTheWrongPerson(PlanDesk plan, CompanyPeople people)
      throws IOException, InterruptedException {
    var meant = CompanyPeople.worker(2);
    var link = people.link(meant);
    people.open(link, CompanyPeople.worker(3));
    plan.revoke(people.account(meant));
    people.findsNothing(link);
    people.replaced(meant, plan.inviteByCopy());
  }

  /** Killed at some moment while accounts are switched: each is where it was, or switched. */
  private static void crashWhileSwitching(RehearsalStage stage, PlanDesk plan, Api api)
      throws Exception {
    int before = withPassword(api);
    int survivors = ThreadLocalRandom.current().nextInt(1, SIZE - STUCK);
    long pause = ThreadLocalRandom.current().nextLong(300_000_000);
    System.out.printf("killed after %d switches and %d ns%n", survivors, pause);
    plan.switchOver(SIZE - STUCK);
    await()
        .pollInterval(Duration.ofMillis(20))
        .atMost(PATIENCE)
        .until(() -> withPassword(api) <= before - survivors);
    LockSupport.parkNanos(pause);
    stage.mailgrant().kill();
    stage.mailgrant().startAgain();
    plan.switchWhatIsReady();
  }

  private static int withPassword(Api api) throws IOException, InterruptedException {
    return api.get("/migration").expect(200).json().path("progress").path("withPassword").asInt();
  }

  /** By Test Connection, which proves receiving and sending; some at a time. */
  private static void everyAccountWorks(Api api) throws Exception {
    var tests = new ArrayList<Callable<String>>();
    for (var account : api.get("/accounts").expect(200).json().path("items")) {
      var path = "/accounts/" + account.path("id").asString() + "/test";
      var name = account.path("accountName").asString();
      tests.add(() -> name + " " + api.post(path).json().path("status").asString());
    }
    assertThat(tests).hasSize(SIZE + 1);
    assertThat(Together.all(tests)).allMatch(each -> each.endsWith(" passed"));
  }

  private static int counted(List<String> numbers) {
    return numbers.stream().mapToInt(each -> Integer.parseInt(each.split("\\s", 2)[0])).sum();
  }
}
