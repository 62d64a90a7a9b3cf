package com.mailgrant.e2e.harness;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Debian's Chromium, without a window. Each {@link #newPage} is a person with cookies of her own.
 * Certificates of test authorities are accepted here; that Mailgrant itself checks them is tested
 * elsewhere.
 */
public final class Browser implements AutoCloseable {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

  /** Screenshots land here, named by the test that takes them. */
  public static final Path SCREENSHOTS = Path.of("target", "screenshots");

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser chromium;

  private Browser(Playwright playwright, com.microsoft.playwright.Browser chromium) {
    this.playwright = playwright;
    this.chromium = chromium;
  }

  /** Starts it. */
  public static Browser start() {
    if (!Files.exists(CHROMIUM)) {
      throw new IllegalStateException(
          "Browser tests need Debian's package chromium (./verify installs it).");
    }
    var playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    var options =
        new BrowserType.LaunchOptions()
            .setExecutablePath(CHROMIUM)
            .setHeadless(true)
            .setArgs(
                // Root has no sandbox to offer; the rest keeps Chromium from calling home.
                List.of(
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync"));
    return new Browser(playwright, playwright.chromium().launch(options));
  }

  /** A page in a new profile: no cookies, window of 1280 x 900, English. */
  public Page newPage() {
    BrowserContext person =
        chromium.newContext(
            new com.microsoft.playwright.Browser.NewContextOptions()
                .setIgnoreHTTPSErrors(true)
                .setLocale("en-GB")
                .setViewportSize(1280, 900));
    person.setDefaultTimeout(15_000);
    return person.newPage();
  }

  /** Takes a picture of the whole page. */
  public static Path screenshot(Page page, String name) {
    var file = SCREENSHOTS.resolve(name + ".png");
    page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
    return file;
  }

  /** Whether everything on the page lies within the width of the window. */
  public static boolean fits(Page page) {
    return Boolean.TRUE.equals(
        page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"));
  }

  /**
   * What axe finds wrong with the page, by WCAG 2.2 A and AA: rule, meaning and the first place. An
   * empty list is a page without a known barrier.
   */
  public static List<String> barriers(Page page) {
    return new AxeBuilder(page)
            // Only frames need the way round by a further page, which takes longer than the look.
            .setLegacyMode(page.frames().size() == 1)
            .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"))
            .analyze()
            .getViolations()
            .stream()
            .map(rule ->
                "%s: %s at %s"
                    .formatted(rule.getId(), rule.getHelp(), rule.getNodes().getFirst().getHtml()))
            .toList();
  }

  @Override
  public void close() {
    chromium.close();
    playwright.close();
  }
}
