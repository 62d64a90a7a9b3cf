package com.mailgrant.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mailgrant.e2e.harness.Api;
import com.mailgrant.e2e.harness.Browser;
import com.mailgrant.e2e.harness.MailgrantProcess;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rehearsal of a company from its passwords to OAuth as a newcomer walks it, on pages alone:
 * accounts and list from the tenant, invitations by mail, each person's own link, faults that the
 * plan names, the switch, a way back, the end of the passwords. {@code -Dmailgrant.e2e.company=200}
 * makes it a large one.
 *
 * <p>Its name keeps it out of {@code ./verify}, since it has not gone through to its end yet:
 * {@code mvn -pl e2e test -Dtest=CompanyInTheBrowser} runs it.
 */
class CompanyInTheBrowser {
  private static final int SIZE = Integer.getInteger("mailgrant.e2e.company", 8);
  private static final String PLAN = "/setup/configuration/email/migration";
  private static final String ANNA = "anna@contoso.example";
  private static final Pattern LINK = Pattern.compile("http://\\S+/invitation/[\\w-]+");

  /** Anna’s provider lets her send thirty messages in a minute. */
  private static final Duration PATIENCE = Duration.ofMinutes(2).plusSeconds(4L * SIZE);

  @TempDir Path home;

  @Test
  void a_newcomer_takes_the_rehearsal_company_off_its_passwords() throws Exception {
    try (var stage = RehearsalStage.start(home, SIZE);
        var browser = Browser.start();
        var api = stage.mailgrant().api()) {
      var tenant = browser.newPage();
      setUpAccounts(tenant, stage);
      var list = download(tenant);
      tenant.navigate(stage.desk().address() + "/company");
      RehearsalPerson.button(tenant, "Switch them on");

      var admin = signedIn(browser, stage);
      connectAnna(admin, stage, api);
      importList(admin, stage, list);
      invite(admin, stage);
      var links = links(api);
      links.forEach(link -> open(browser, link.url(), link.person()));

      var stuck = SIZE / 4;
      awaitPlan(admin, stage, "Switch over " + all(SIZE - stuck, " that are ready"));
      picture(admin, "company-stuck");
      var waits = admin.getByLabel("Waits for", exactly()).getByRole(listItem()).allInnerTexts();
      assertThat(waits).as("who has to act").anyMatch(each -> each.contains("administrator"));
      assertThat(count(waits)).as("everybody is somewhere").isEqualTo(SIZE);

      RehearsalPerson.button(tenant, "Mend all of them");
      mended(browser, admin, stage, api, links);
      awaitPlan(admin, stage, "Switch over " + all(SIZE, " that are ready"));
      switchOver(admin, stage);

      rollBackAndForth(admin, stage);

      tenant.navigate(stage.desk().address() + "/company");
      RehearsalPerson.button(tenant, "Take no passwords from now on");
      await()
          .atMost(PATIENCE)
          .until(() ->
              plan(admin, stage).getByText("%d of %1$d done".formatted(SIZE + 1)).isVisible());
      picture(admin, "company-done");
      for (var account : api.get("/accounts").expect(200).json().path("items")) {
        var id = account.path("id").asString();
        assertThat(api.post("/accounts/" + id + "/test").json().path("status").asString())
            .as(account.path("accountName").asString())
            .isEqualTo("passed");
      }
    }
  }

  private static void setUpAccounts(Page tenant, RehearsalStage stage) {
    tenant.navigate(stage.desk().address());
    tenant.getByText("A company before its migration").click();
    tenant.locator("#mailgrant").fill(stage.mailgrant().address().toString());
    tenant.locator("#key").fill(MailgrantProcess.API_KEY);
    RehearsalPerson.button(tenant, "Set up the accounts");
    await()
        .atMost(PATIENCE)
        .until(() -> {
          tenant.navigate(stage.desk().address() + "/company");
          assertThat(tenant.locator(".error").allInnerTexts()).isEmpty();
          return tenant.getByText("%d of %1$d accounts work".formatted(SIZE)).isVisible()
              && !tenant.getByText("Look again").isVisible();
        });
    Browser.screenshot(tenant, "company-tenant");
    assertThat(Browser.barriers(tenant)).isEmpty();
  }

  private Path download(Page tenant) {
    var download = tenant.waitForDownload(() -> tenant.getByText("Download company.csv").click());
    var file = home.resolve("company.csv");
    download.saveAs(file);
    return file;
  }

  private static Page signedIn(Browser browser, RehearsalStage stage) {
    var page = browser.newPage();
    page.setDefaultTimeout(60_000);
    page.navigate(stage.mailgrant().address() + PLAN);
    page.getByLabel("User name").fill("admin");
    page.getByLabel("Password").fill(MailgrantProcess.ADMIN_PASSWORD);
    RehearsalPerson.button(page, "Sign in");
    return page;
  }

  /** Whose account sends the invitations. */
  private static void connectAnna(Page admin, RehearsalStage stage, Api api)
      throws IOException, InterruptedException {
    var account = stage.createAccount(api, ANNA, ANNA);
    admin.navigate(
        stage.mailgrant().address() + "/setup/configuration/email/mail-accounts/" + account);
    RehearsalPerson.button(admin, "Login");
    admin.waitForURL("https://localhost:*/**");
    RehearsalPerson.signIn(admin, ANNA);
    admin.waitForURL("**/oauth2/result/**");
    api.post("/accounts/" + account + "/test").expect(200);
    api.put("/accounts/" + account + "/folder-mapping", RehearsalStage.mapping()).expect(200);
  }

  private static void importList(Page admin, RehearsalStage stage, Path list) {
    plan(admin, stage);
    admin.locator("summary", new Page.LocatorOptions().setHasText("Actions")).click();
    admin.getByText("Import a list").first().click();
    admin.locator("#file").setInputFiles(list);
    RehearsalPerson.button(admin, "Look through");
    sees(admin, SIZE + " rows, read as UTF-8");
    sees(admin, "0 would be added, %d changed".formatted(SIZE));
    picture(admin, "company-list");
    RehearsalPerson.button(admin, "Import now");
    sees(admin, "Imported: 0 added, %d changed".formatted(SIZE));
  }

  private static void invite(Page admin, RehearsalStage stage) {
    plan(admin, stage);
    var carriers = admin.locator("#from option").allInnerTexts();
    admin
        .locator("#from")
        .selectOption(
            carriers.stream().filter(each -> each.contains(ANNA)).findFirst().orElseThrow());
    RehearsalPerson.button(admin, "Invite " + all(SIZE, " who are missing"));
    sees(admin, SIZE + " people were asked to sign in.");
    picture(admin, "company-invited");
  }

  private record Link(String account, String person, String url) {}

  /** Out of each person's mail, which the password account still reads. */
  private static List<Link> links(Api api) throws IOException, InterruptedException {
    var links = new ArrayList<Link>();
    for (var account : api.get("/accounts").expect(200).json().path("items")) {
      var person = account.path("senderEmail").asString();
      if (person.startsWith("worker")) {
        var id = account.path("id").asString();
        links.add(
            new Link(
                id,
                person,
                await().atMost(PATIENCE).until(() -> link(api, id), each -> !each.isEmpty())));
      }
    }
    assertThat(links).hasSize(SIZE).extracting(Link::url).doesNotHaveDuplicates();
    return links;
  }

  private static String link(Api api, String account) throws IOException, InterruptedException {
    for (var message :
        api.get("/accounts/" + account + "/messages?folder=INBOX")
            .expect(200)
            .json()
            .path("items")) {
      if (message.path("subject").asString("").startsWith("Please sign in")) {
        var found =
            LINK.matcher(
                api.get("/accounts/" + account + "/messages/" + message.path("id").asString())
                    .expect(200)
                    .json()
                    .path("text")
                    .asString(""));
        return found.find() ? found.group() : "";
      }
    }
    return "";
  }

  /** What the person does with the link, to whatever end. */
  private static void open(Browser browser, String link, String person) {
    var page = browser.newPage();
    page.navigate(link);
    RehearsalPerson.button(page, "Login");
    page.waitForURL("https://localhost:*/**");
    RehearsalPerson.signIn(page, person);
    try {
      page.waitForURL("**/oauth2/result/**");
    } catch (TimeoutError e) {
      // A sign-in page that refuses the person keeps her there.
      Browser.screenshot(page, "company-person-stuck");
    }
    page.context().close();
  }

  /** Who did not get through signs in again by the same link; what was not proved is proved. */
  private static void mended(
      Browser browser, Page admin, RehearsalStage stage, Api api, List<Link> links)
      throws IOException, InterruptedException {
    for (var link : links) {
      admin.navigate(stage.mailgrant().address() + PLAN + "/accounts/" + link.account());
      if (admin.getByText("Switch over", new Page.GetByTextOptions().setExact(true)).isVisible()) {
        continue;
      }
      if (button(admin, "Prove the new way").isVisible()) {
        RehearsalPerson.button(admin, "Prove the new way");
        sees(admin, "Proved: the new way reads and sends");
      } else {
        open(browser, link.url(), link.person());
      }
    }
    assertThat(api.get("/migration").json().path("progress").path("done").asInt()).isEqualTo(1);
  }

  private static void switchOver(Page admin, RehearsalStage stage) {
    plan(admin, stage);
    long begun = System.nanoTime();
    RehearsalPerson.button(admin, "Switch over " + all(SIZE, " that are ready"));
    sees(admin, "accounts are proved once more and switched over");
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> !plan(admin, stage).getByText("Switch over all").isVisible());
    System.out.printf(
        "switched %d accounts in %d s%n", SIZE, (System.nanoTime() - begun) / 1_000_000_000);
    picture(admin, "company-switched");
  }

  private static void rollBackAndForth(Page admin, RehearsalStage stage) {
    plan(admin, stage);
    admin
        .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Worker 001").setExact(true))
        .click();
    RehearsalPerson.button(admin, "Back to the password");
    sees(admin, "The account uses its password again.");
    RehearsalPerson.button(admin, "Prove the new way");
    RehearsalPerson.button(admin, "Switch over");
    sees(admin, "Switched over.");
    picture(admin, "company-line");
  }

  private static void awaitPlan(Page admin, RehearsalStage stage, String button) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> button(plan(admin, stage), button).isVisible());
  }

  private static Page plan(Page admin, RehearsalStage stage) {
    admin.navigate(stage.mailgrant().address() + PLAN);
    return admin;
  }

  /** Waits until it stands there. */
  private static void sees(Page page, String words) {
    try {
      page.getByText(words).first().waitFor();
    } catch (TimeoutError e) {
      Browser.screenshot(page, "company-missing");
      throw new AssertionError(words + " does not stand on " + page.url(), e);
    }
  }

  private static String all(int number, String rest) {
    return "all " + number + rest;
  }

  private static int count(List<String> numbers) {
    return numbers.stream().mapToInt(each -> Integer.parseInt(each.split("\\s", 2)[0])).sum();
  }

  private static Locator button(Page page, String words) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(words).setExact(true));
  }

  private static AriaRole listItem() {
    return AriaRole.LISTITEM;
  }

  private static Page.GetByLabelOptions exactly() {
    return new Page.GetByLabelOptions().setExact(true);
  }

  private static void picture(Page page, String name) {
    Browser.screenshot(page, name);
    assertThat(Browser.barriers(page)).as(name).isEmpty();
    page.setViewportSize(390, 844);
    Browser.screenshot(page, name + "-narrow");
    assertThat(Browser.barriers(page)).as(name).isEmpty();
    assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
        .as(name + " does not scroll sideways")
        .isEqualTo(true);
    page.setViewportSize(1280, 900);
  }
}
