package com.mailgrant.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mailgrant.e2e.harness.Browser;
import com.mailgrant.e2e.harness.MailgrantProcess;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The tenant's page of its company, as its administrator uses it. */
final class CompanyDesk {
  private final Page page;
  private final RehearsalStage stage;
  private final Duration patience;

  CompanyDesk(Page page, RehearsalStage stage, Duration patience) {
    this.page = page;
    this.stage = stage;
    this.patience = patience;
  }

  /** The accounts of all people, with their passwords; returns the list of the plan. */
  Path setUpAccounts(int people, Path list) {
    page.navigate(stage.desk().address());
    page.getByText("A company before its migration").click();
    page.locator("#mailgrant").fill(stage.mailgrant().address().toString());
    page.locator("#key").fill(MailgrantProcess.API_KEY);
    RehearsalPerson.button(page, "Set up the accounts");
    await()
        .pollInSameThread()
        .atMost(patience)
        .until(() -> {
          open();
          assertThat(page.locator(".error").allInnerTexts()).isEmpty();
          return page.getByText("%d of %1$d accounts work".formatted(people)).isVisible()
              && !page.getByText("Look again").isVisible();
        });
    Browser.screenshot(page, "company-tenant");
    assertThat(Browser.barriers(page)).isEmpty();
    page.waitForDownload(() -> page.getByText("Download company.csv").click()).saveAs(list);
    return list;
  }

  /** Presses a button of the page. */
  void press(String button) {
    open();
    RehearsalPerson.button(page, button);
  }

  /** Who gets stuck on the new way. */
  List<String> stuck() {
    open();
    return page.locator("details tbody tr td:first-child").allTextContents();
  }

  private void open() {
    page.navigate(stage.desk().address() + "/company");
  }
}
