package com.mailgrant.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.e2e.harness.Browser;
import com.mailgrant.e2e.harness.MailgrantProcess;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The help page from start to finish in a browser (rows R7 and R17 to R36), on the rehearsal
 * tenant. Its pictures are those of docs/walkthrough.md, so that they never go stale.
 */
class WalkthroughTest {
  private static final String ANNA = "anna@contoso.example";
  private static final LocatorAssertions.IsVisibleOptions PATIENT =
      new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);

  private final List<String> barriers = new ArrayList<>();
  @TempDir Path home;

  @Test
  void an_administrator_walks_the_whole_way_and_a_mail_goes_out_and_comes_in() throws Exception {
    try (var stage = RehearsalStage.start(home);
        var browser = Browser.start()) {
      var page = browser.newPage();
      var pictures = new Pictures(page);

      page.navigate(stage.mailgrant().address() + "/setup/configuration/mail-accounts");
      pictures.take("sign-in");
      page.getByLabel("User name").fill("admin");
      page.getByLabel("Password").fill(MailgrantProcess.ADMIN_PASSWORD);
      button(page, "Sign in");
      assertThat(page)
          .hasURL(stage.mailgrant().address() + "/setup/configuration/email/mail-accounts");
      assertThat(page.getByText("No mail account is connected yet.")).isVisible();

      page.locator("summary").filter(new Locator.FilterOptions().setHasText("Actions")).click();
      pictures.take("actions");
      link(page, "New Microsoft 365 Account (Corporate)");
      assertThat(page.getByLabel("Use OAuth")).isChecked();
      page.getByLabel("Account name").fill("Sales");
      page.getByLabel("Sender name").fill("Anna Amsel");
      page.getByLabel("Sender email").fill(ANNA);
      page.getByLabel("Sender email").press("Tab");
      assertThat(page.getByLabel("Username")).hasValue(ANNA);
      pictures.take("new-account");
      button(page, "Save");
      assertThat(page.getByText("Saved - not signed in")).isVisible();
      pictures.take("saved");

      button(page, "Login");
      page.waitForURL("https://localhost:*/**");
      assertThat(page.getByLabel("Email address")).hasValue(ANNA);
      pictures.take("provider-sign-in");
      RehearsalPerson.enterPassword(page, ANNA);
      pictures.take("provider-permissions");
      RehearsalPerson.button(page, "Accept");
      pictures.take("provider-stay-signed-in");
      RehearsalPerson.button(page, "Yes");
      assertThat(page.getByText("Signed in as " + ANNA)).isVisible();
      assertThat(page.getByText("Read and write your mail")).isVisible();
      pictures.take("signed-in");

      button(page, "Test Connection");
      assertThat(page.getByText("Passed: this account can read and send.")).isVisible(PATIENT);
      assertThat(page.locator(".checks > .passed").count()).isEqualTo(12);
      pictures.take("test-connection");

      link(page, "Back to the account");
      link(page, "Edit");
      assertThat(page.getByLabel("Account name")).hasValue("Sales");
      assertThat(page.getByLabel("Inbox")).isVisible(PATIENT);
      for (var role : List.of("Inbox", "Sent", "Draft", "Deleted", "Archive", "Junk")) {
        assertThat(page.getByLabel(role, new Page.GetByLabelOptions().setExact(true))).isVisible();
      }
      assertThat(page.locator("#sent")).hasValue("Sent Items");
      assertThat(page.locator("#sent option", new Page.LocatorOptions().setHasText("Calendar")))
          .hasCount(0);
      pictures.take("folder-mapping");
      page.locator(".mapping").getByRole(AriaRole.BUTTON, named("Save")).click();
      assertThat(page.getByText("Default Folder Mappings saved.")).isVisible();
      assertThat(page.getByText("Active", new Page.GetByTextOptions().setExact(true)).first())
          .isVisible();
      pictures.take("active");

      page.getByLabel("Send a test message to").fill("bernd@contoso.example");
      button(page, "Send test message");
      assertThat(page.getByText("Sent.", new Page.GetByTextOptions().setExact(true)))
          .isVisible(PATIENT);
      pictures.take("test-message");
      link(page, "Back to the account");
      link(page, "Show newest messages");
      assertThat(page.locator("tbody tr").first()).isVisible();
      pictures.take("newest-messages");

      narrow(page, stage, pictures);
      assertThat(barriers).isEmpty();
      assertThat(Files.readString(Path.of("..", "docs", "walkthrough.md")))
          .as("the pictures of the walkthrough")
          .contains(pictures.files);
    }
  }

  private void narrow(Page page, RehearsalStage stage, Pictures pictures) {
    page.setViewportSize(390, 844);
    page.navigate(stage.mailgrant().address() + "/setup/configuration/email/mail-accounts");
    pictures.take("narrow-accounts");
    link(page, "Sales");
    pictures.take("narrow-account");
    assertThat(Browser.fits(page)).as("no sideways scrolling on a narrow screen").isTrue();
  }

  private static void button(Page page, String words) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(words).setExact(true))
        .click();
  }

  private static void link(Page page, String words) {
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(words).setExact(true))
        .click();
  }

  private static Locator.GetByRoleOptions named(String words) {
    return new Locator.GetByRoleOptions().setName(words).setExact(true);
  }

  /** Numbers the pictures and looks for barriers on each page. */
  private final class Pictures {
    private final Page page;
    private final List<String> files = new ArrayList<>();

    Pictures(Page page) {
      this.page = page;
    }

    void take(String name) {
      var file = "walkthrough-%02d-%s".formatted(files.size() + 1, name);
      files.add("images/" + file + ".png");
      Browser.screenshot(page, file);
      Browser.barriers(page).forEach(barrier -> barriers.add(name + ": " + barrier));
    }
  }
}
