package com.mailgrant.e2e;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** What a person does on the sign-in pages of the rehearsal tenant. */
final class RehearsalPerson {
  private RehearsalPerson() {}

  /** Signs in from the first page on, accepts what is asked, and stays signed in. */
  static void signIn(Page page, String address) {
    enterPassword(page, address);
    if (page.getByText("Permissions requested").isVisible()) {
      button(page, "Accept");
    }
    staySignedIn(page);
  }

  /** Fills the sign-in page; the address may stand there already. */
  static void enterPassword(Page page, String address) {
    if (page.getByText("Use another account").isVisible()) {
      button(page, "Use another account");
    }
    page.getByLabel("Email address").fill(address);
    page.getByLabel("Password").fill(RehearsalStage.PASSWORD);
    button(page, "Sign in");
  }

  /** The same on Google's pages. */
  static void signInAtGoogle(Page page, String address) {
    page.getByLabel("Email address").fill(address);
    page.getByLabel("Password").fill(RehearsalStage.PASSWORD);
    button(page, "Next");
    var allow =
        page.getByRole(
            AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Allow").setExact(true));
    if (allow.isVisible()) {
      button(page, "Allow");
    }
  }

  /** Says Yes where the tenant asks. */
  static void staySignedIn(Page page) {
    if (page.getByText("Stay signed in?").first().isVisible()) {
      button(page, "Yes");
    }
  }

  /** Presses a button by its words. */
  static void button(Page page, String words) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(words).setExact(true))
        .click();
    page.waitForLoadState();
  }
}
