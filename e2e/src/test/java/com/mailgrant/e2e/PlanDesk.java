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
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionFactory;

/** The pages of the migration plan, as the administrator uses them. */
final class PlanDesk {
  private static final String EMAIL = "/setup/configuration/email";
  private static final Pattern SWITCH_ALL = Pattern.compile("^Switch over (all|the one).*ready$");

  private final Page page;
  private final URI address;
  private final Duration patience;

  private PlanDesk(Page page, URI address, Duration patience) {
    this.page = page;
    this.address = address;
    this.patience = patience;
  }

  static PlanDesk signedIn(Browser browser, URI address, Duration patience) {
    var page = browser.newPage();
    page.setDefaultTimeout(60_000);
    var desk = new PlanDesk(page, address, patience);
    desk.open();
    page.getByLabel("User name").fill("admin");
    page.getByLabel("Password").fill(MailgrantProcess.ADMIN_PASSWORD);
    RehearsalPerson.button(page, "Sign in");
    return desk;
  }

  /** Creates an account that uses OAuth from the start, and signs in for it. */
  void connect(RehearsalStage stage, Api api, String person)
      throws IOException, InterruptedException {
    var account = stage.createAccount(api, person, person);
    page.navigate(address + EMAIL + "/mail-accounts/" + account);
    RehearsalPerson.button(page, "Login");
    page.waitForURL("https://localhost:*/**");
    RehearsalPerson.signIn(page, person);
    page.waitForURL("**/oauth2/result/**");
    api.post("/accounts/" + account + "/test").expect(200);
    api.put("/accounts/" + account + "/folder-mapping", RehearsalStage.mapping()).expect(200);
  }

  void importList(Path list, int rows) {
    open();
    page.locator("summary", new Page.LocatorOptions().setHasText("Actions")).click();
    page.getByText("Import a list").first().click();
    page.locator("#file").setInputFiles(list);
    RehearsalPerson.button(page, "Look through");
    sees(rows + " rows, read as UTF-8");
    sees("0 would be added, %d changed".formatted(rows));
    picture("company-list");
    RehearsalPerson.button(page, "Import now");
    sees("Imported: 0 added, %d changed".formatted(rows));
  }

  /** Everybody who is missing, by mail. */
  void invite(String carrier, int people) {
    open();
    var carriers = page.locator("#from option").allInnerTexts();
    page.locator("#from")
        .selectOption(
            carriers.stream().filter(each -> each.contains(carrier)).findFirst().orElseThrow());
    RehearsalPerson.button(page, "Invite all %d who are missing".formatted(people));
    sees(people + " people were asked to sign in.");
    picture("company-invited");
  }

  /** The trouble with somebody else's sign-in stands at the line, and its links are revoked. */
  void revoke(String account) {
    line(account);
    assertThat(page.locator(".notice.warn").first().innerText()).contains("MG-");
    picture("company-wrong-person");
    RehearsalPerson.button(page, "Revoke the links");
    sees("The links lead nowhere now.");
  }

  /** A new link for the line that is open, which is told here and mailed to nobody. */
  String inviteByCopy() {
    RehearsalPerson.button(page, "Remind with a new link");
    sees("The link is made.");
    return page.locator("#link").inputValue();
  }

  /** Waits until nothing but the switch is missing for so many. */
  void awaitReady(int accounts) {
    var wanted =
        switch (accounts) {
          case 0 -> "";
          case 1 -> "Switch over the one that is ready";
          default -> "Switch over all %d that are ready".formatted(accounts);
        };
    patiently()
        .until(() -> {
          open();
          var all = switchAll();
          return all.isVisible() ? all.innerText().equals(wanted) : accounts == 0;
        });
  }

  /** Presses the one button for all of them, and does not wait for the end. */
  void switchOver(int accounts) {
    awaitReady(accounts);
    switchAll().click();
    sees(accounts == 1 ? "1 account is proved once more" : accounts + " accounts are proved");
  }

  /** What a crash left behind: as often as the page offers it. */
  void switchWhatIsReady() {
    patiently()
        .until(() -> {
          open();
          if (switchAll().isVisible()) {
            switchAll().click();
            return false;
          }
          return true;
        });
  }

  /** Who has to act, with how many lines wait for that. */
  List<String> waitsFor() {
    open();
    return page.getByLabel("Waits for", new Page.GetByLabelOptions().setExact(true))
        .getByRole(AriaRole.LISTITEM)
        .allInnerTexts();
  }

  /** Proves the new way of a line; false where somebody has to sign in before. */
  boolean proves(String account) {
    line(account);
    if (!button("Prove the new way").isVisible()) {
      return false;
    }
    RehearsalPerson.button(page, "Prove the new way");
    sees("Proved: the new way reads and sends");
    return true;
  }

  void goBack(String name) {
    open();
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true)).click();
    RehearsalPerson.button(page, "Back to the password");
    sees("The account uses its password again.");
  }

  /** The line that is open. */
  void goForth() {
    RehearsalPerson.button(page, "Prove the new way");
    sees("Proved: the new way reads and sends");
    RehearsalPerson.button(page, "Switch over");
    sees("Switched over.");
  }

  void awaitDone(int accounts) {
    patiently()
        .until(() -> {
          open();
          return page.getByText("%d of %1$d done".formatted(accounts)).isVisible();
        });
  }

  void picture(String name) {
    picture(page, name);
  }

  /** Wide and narrow: no barrier, and nothing that scrolls sideways. */
  static void picture(Page page, String name) {
    look(page, name);
    page.setViewportSize(390, 844);
    look(page, name + "-narrow");
    page.setViewportSize(1280, 900);
  }

  private static void look(Page page, String name) {
    Browser.screenshot(page, name);
    assertThat(Browser.barriers(page)).as(name).isEmpty();
    assertThat(Browser.fits(page)).as(name + " does not scroll sideways").isTrue();
  }

  private void open() {
    page.navigate(address + EMAIL + "/migration");
  }

  private void line(String account) {
    page.navigate(address + EMAIL + "/migration/accounts/" + account);
  }

  private ConditionFactory patiently() {
    return await().pollInSameThread().atMost(patience).pollInterval(Duration.ofMillis(300));
  }

  private Locator switchAll() {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(SWITCH_ALL));
  }

  private Locator button(String words) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(words).setExact(true));
  }

  /** Waits until it stands there. */
  private void sees(String words) {
    try {
      page.getByText(words).first().waitFor();
    } catch (TimeoutError e) {
      Browser.screenshot(page, "company-missing");
      throw new AssertionError(words + " does not stand on " + page.url(), e);
    }
  }
}
