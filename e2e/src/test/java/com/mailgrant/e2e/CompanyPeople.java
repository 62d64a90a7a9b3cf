package com.mailgrant.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mailgrant.e2e.harness.Api;
import com.mailgrant.e2e.harness.Browser;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The people of the rehearsal company, each with a mailbox and, in time, a link of their own. */
final class CompanyPeople {
  private static final Pattern LINK = Pattern.compile("http://\\S+/invitation/[\\w-]+");
  private static final int AT_ONCE = 8;

  private final Browser browser;
  private final Api api;
  private final SortedMap<String, String> accounts;
  private final Duration patience;
  private final Map<String, String> links = new LinkedHashMap<>();
  private boolean pictured;

  /**
   * @param accounts by address
   */
  CompanyPeople(Browser browser, Api api, SortedMap<String, String> accounts, Duration patience) {
    this.browser = browser;
    this.api = api;
    this.accounts = accounts;
    this.patience = patience;
  }

  static String worker(int number) {
    return "worker%03d@contoso.example".formatted(number);
  }

  /** Accounts of the company, by address. */
  static SortedMap<String, String> accounts(Api api) throws IOException, InterruptedException {
    var accounts = new TreeMap<String, String>();
    for (var account : api.get("/accounts").expect(200).json().path("items")) {
      var address = account.path("senderEmail").asString();
      if (address.startsWith("worker")) {
        accounts.put(address, account.path("id").asString());
      }
    }
    return accounts;
  }

  String account(String person) {
    return Objects.requireNonNull(accounts.get(person), person);
  }

  /** Out of the person's mail, which the password account still reads. */
  String link(String person) {
    return links.computeIfAbsent(
        person,
        _ ->
            await()
                .atMost(patience)
                .until(() -> mailed(account(person)), found -> !found.isEmpty()));
  }

  /** What was mailed serves no longer. */
  void replaced(String person, String link) {
    assertThat(links.put(person, link)).isNotEqualTo(link);
  }

  /** Everybody, each with the own link; some are on the way at the same time. */
  void openTheirLinks() {
    var onTheWay = new LinkedHashMap<String, Page>();
    for (var person : accounts.keySet()) {
      onTheWay.put(person, pressesLogin(link(person)));
      if (onTheWay.size() == AT_ONCE || person.equals(accounts.lastKey())) {
        onTheWay.forEach((each, page) -> signsIn(page, each));
        onTheWay.clear();
      }
    }
    assertThat(links.values()).hasSameSizeAs(accounts.keySet()).doesNotHaveDuplicates();
  }

  /** What a person does with a link, to whatever end. */
  void open(String link, String person) {
    signsIn(pressesLogin(link), person);
  }

  private Page pressesLogin(String link) {
    var page = browser.newPage();
    page.navigate(link);
    if (!pictured) {
      pictured = true;
      PlanDesk.picture(page, "company-person");
    }
    RehearsalPerson.button(page, "Login");
    return page;
  }

  private static void signsIn(Page page, String person) {
    page.waitForURL("https://localhost:*/**");
    RehearsalPerson.signIn(page, person);
    page.waitForURL("**/oauth2/result/**");
    page.context().close();
  }

  /** A link that does not serve offers nothing. */
  void findsNothing(String link) {
    var page = browser.newPage();
    page.navigate(link);
    assertThat(page.getByText("This link leads nowhere").first().isVisible()).isTrue();
    assertThat(page.locator("form").count()).isZero();
    PlanDesk.picture(page, "company-nowhere");
    page.context().close();
  }

  private String mailed(String account) throws IOException, InterruptedException {
    var inbox = "/accounts/" + account + "/messages";
    for (var message : api.get(inbox + "?folder=INBOX").expect(200).json().path("items")) {
      if (message.path("subject").asString("").startsWith("Please sign in")) {
        var whole = api.get(inbox + "/" + message.path("id").asString()).expect(200).json();
        var found = LINK.matcher(whole.path("text").asString(""));
        return found.find() ? found.group() : "";
      }
    }
    return "";
  }
}
