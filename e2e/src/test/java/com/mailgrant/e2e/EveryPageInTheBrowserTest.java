package com.mailgrant.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.e2e.harness.Api;
import com.mailgrant.e2e.harness.Browser;
import com.mailgrant.e2e.harness.MailgrantProcess;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Follows every link that a page offers, wide and narrow: each opens, has no barrier that axe
 * knows, scrolls in one direction only, and runs into nothing that the Content-Security-Policy
 * forbids.
 */
class EveryPageInTheBrowserTest {
  private static final String START = "/setup/configuration/email/mail-accounts";
  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern OPAQUE = Pattern.compile("/[A-Za-z0-9_-]{24,}(?=/|$)");

  /** Leaving, and files that the browser would save instead of showing. */
  private static final Pattern NOT_FOLLOWED =
      Pattern.compile(
          "/sign-out|/oauth2/|/stream|\\.csv|/bundle|/export|/source|/attachments/|/openapi|/api/|/v3/");

  /** Of each kind of page one is enough: with another account it looks alike. */
  private static final int MOST_PAGES = 120;

  private final List<String> complaints = new ArrayList<>();

  @Test
  void every_page_opens_without_barriers_wide_and_narrow(@TempDir Path home) throws Exception {
    try (var stage = RehearsalStage.start(home);
        Api api = stage.mailgrant().api();
        var browser = Browser.start()) {
      furnish(stage, api);
      Page page = browser.newPage();
      page.onConsoleMessage(message -> {
        if (message.type().equals("error")) {
          complaints.add(path(page.url()) + ": console: " + message.text());
        }
      });
      page.navigate(stage.mailgrant().address() + START);
      page.getByLabel("User name").fill("admin");
      page.getByLabel("Password").fill(MailgrantProcess.ADMIN_PASSWORD);
      RehearsalPerson.button(page, "Sign in");
      var seen = follow(page, stage.mailgrant().address().toString());
      assertThat(complaints).isEmpty();
      assertThat(seen).contains(START).hasSizeGreaterThan(20);
    }
  }

  /** An account in everyday use, one that waits for a person, and one whose server is gone. */
  private static void furnish(RehearsalStage stage, Api api)
      throws IOException, InterruptedException {
    stage.createAccount(api, "bernd@contoso.example", "bernd@contoso.example");
    api.post(
            "/accounts",
            Map.of(
                "type", "generic",
                "accountName", "Old server",
                "senderName", "Old",
                "senderEmail", "old@contoso.example",
                "useOAuth", false,
                "username", "old",
                "password", "a password",
                "imap", Map.of("host", "localhost", "port", 9, "security", "tls"),
                "smtp", Map.of("host", "localhost", "port", 9, "security", "starttls")))
        .expect(201);
    var failing =
        api.get("/accounts").json().path("items").values().stream()
            .filter(account -> account.path("type").asString().equals("generic"))
            .findFirst()
            .orElseThrow();
    api.post("/accounts/" + failing.path("id").asString() + "/test").expect(200);
    api.post("/webhooks", Map.of("url", "https://localhost:9/hook")).expect(201);
  }

  private Set<String> follow(Page page, String address) {
    Deque<String> waiting = new ArrayDeque<>(List.of(START));
    Set<String> seen = new HashSet<>();
    while (!waiting.isEmpty() && seen.size() < MOST_PAGES) {
      var path = waiting.remove();
      if (!seen.add(kind(path))) {
        continue;
      }
      page.setViewportSize(1280, 900);
      var answer = page.navigate(address + path);
      if (answer == null || answer.status() != 200) {
        complaints.add(path + ": answers " + (answer == null ? "nothing" : answer.status()));
        continue;
      }
      look(page, path, "wide");
      page.setViewportSize(390, 844);
      look(page, path, "narrow");
      links(page, address).stream()
          .filter(link -> !seen.contains(kind(link)))
          .forEach(waiting::add);
    }
    return seen;
  }

  private void look(Page page, String path, String width) {
    page.waitForLoadState(LoadState.LOAD);
    page.waitForFunction("() => !document.querySelector('.htmx-request')");
    Browser.screenshot(page, "every" + kind(path).replaceAll("[^A-Za-z0-9]+", "-") + "-" + width);
    Browser.barriers(page)
        .forEach(barrier -> complaints.add(path + " (" + width + "): " + barrier));
    if (!Browser.fits(page)) {
      complaints.add(path + " (" + width + "): scrolls sideways");
    }
  }

  private static List<String> links(Page page, String address) {
    var found =
        (List<?>)
            page.evaluate(
                "[...document.querySelectorAll('a[href]:not([download])')].map(a => a.href)");
    return found.stream()
        .map(String::valueOf)
        .filter(href -> href.startsWith(address))
        .map(href -> href.substring(address.length()).replaceFirst("#.*", ""))
        .filter(href -> href.startsWith("/") && !NOT_FOLLOWED.matcher(href).find())
        .distinct()
        .toList();
  }

  /** The same page for another thing is the same kind of page. */
  private static String kind(String path) {
    var plain = path.replaceFirst("\\?.*", "");
    return OPAQUE.matcher(ID.matcher(plain).replaceAll("ID")).replaceAll("/ID");
  }

  private static String path(String url) {
    return url.replaceFirst("https?://[^/]+", "");
  }
}
