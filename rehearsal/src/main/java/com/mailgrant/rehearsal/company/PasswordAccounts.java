package com.mailgrant.rehearsal.company;

import com.mailgrant.rehearsal.RehearsalProperties;
import com.mailgrant.rehearsal.directory.Person;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sets up the company's accounts in Mailgrant by its API, each with its password, tested and with
 * its folders mapped: as a business application that has used passwords for years would have them.
 */
@Component
class PasswordAccounts {
  private static final Logger LOG = LoggerFactory.getLogger(PasswordAccounts.class);
  private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "::1", "[::1]");
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int AT_ONCE = 4;
  private static final Map<String, String> FOLDERS =
      Map.of("inbox", "INBOX", "sent", "Sent Items", "draft", "Drafts", "deleted", "Deleted Items");

  private final Company company;
  private final RehearsalProperties properties;
  private final JsonMapper json = JsonMapper.shared();
  private final AtomicReference<Progress> progress = new AtomicReference<>(Progress.NONE);

  PasswordAccounts(Company company, RehearsalProperties properties) {
    this.company = company;
    this.properties = properties;
  }

  /**
   * How far it is.
   *
   * @param done accounts that work, those that were there before included
   * @param problem the last thing that went wrong; null: nothing
   */
  record Progress(boolean running, int wanted, int done, int failed, @Nullable String problem) {
    static final Progress NONE = new Progress(false, 0, 0, 0, null);

    static Progress begun(int wanted) {
      return new Progress(true, wanted, 0, 0, null);
    }

    Progress succeeded() {
      return new Progress(running, wanted, done + 1, failed, problem);
    }

    Progress failed(String why) {
      return new Progress(running, wanted, done, failed + 1, why);
    }

    Progress over(@Nullable String why) {
      return new Progress(false, wanted, done, failed, why == null ? problem : why);
    }
  }

  Progress progress() {
    return progress.get();
  }

  /** Where Mailgrant is, as far as the tenant was told. */
  String usualAddress() {
    return properties.redirectUris().stream()
        .findFirst()
        .map(uri -> URI.create(uri).resolve("/").toString().replaceAll("/$", ""))
        .orElse("http://localhost:8080");
  }

  /**
   * Begins, and goes on in the background.
   *
   * @param key an API key of Mailgrant; it is used for this and kept nowhere
   * @throws IllegalArgumentException where it cannot begin, in a sentence
   */
  void begin(String address, String key) {
    var base = URI.create(address.strip().replaceAll("/$", ""));
    if (base.getHost() == null || !HERE.contains(base.getHost())) {
      throw new IllegalArgumentException(
          "Mailgrant has to be on this machine, for example http://localhost:8080.");
    }
    if (!key.strip().matches("[\\x21-\\x7e]{1,200}")) {
      throw new IllegalArgumentException("Paste an API key of Mailgrant.");
    }
    var people = company.people();
    var before = progress.get();
    if (before.running() || !progress.compareAndSet(before, Progress.begun(people.size()))) {
      throw new IllegalArgumentException("The accounts are being set up already.");
    }
    Thread.ofVirtual().name("company").start(() -> run(new Mailgrant(base, key.strip()), people));
  }

  private void run(Mailgrant mailgrant, List<Person> people) {
    var limit = new Semaphore(AT_ONCE);
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var known = mailgrant.names();
      for (var person : people) {
        limit.acquire();
        executor.execute(() -> {
          try {
            if (!known.contains(person.displayName())) {
              mailgrant.create(person);
            }
            progress.updateAndGet(Progress::succeeded);
          } catch (IOException e) {
            progress.updateAndGet(
                now -> now.failed(person.userPrincipalName() + ": " + e.getMessage()));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } finally {
            limit.release();
          }
        });
      }
    } catch (IOException e) {
      progress.updateAndGet(now -> now.over(String.valueOf(e.getMessage())));
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    var end = progress.updateAndGet(now -> now.over(null));
    LOG.info("Set up {} accounts of the company; {} failed.", end.done(), end.failed());
  }

  /** Mailgrant's API, as any program uses it. */
  private final class Mailgrant {
    private final URI base;
    private final String key;
    private final HttpClient http =
        HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    Mailgrant(URI base, String key) {
      this.base = base;
      this.key = key;
    }

    Set<String> names() throws IOException, InterruptedException {
      var names = new HashSet<String>();
      var cursor = "";
      do {
        var page = call("GET", "/accounts?limit=200" + cursor, null);
        page.path("items").forEach(each -> names.add(each.path("accountName").asString("")));
        var next = page.path("next").asString("");
        cursor = next.isEmpty() ? "" : "&cursor=" + next;
      } while (!cursor.isEmpty());
      return names;
    }

    void create(Person person) throws IOException, InterruptedException {
      var ports = properties.ports();
      var id =
          call(
                  "POST",
                  "/accounts",
                  Map.of(
                      "type", "generic",
                      "accountName", person.displayName(),
                      "senderName", person.displayName(),
                      "senderEmail", person.userPrincipalName(),
                      "username", person.userPrincipalName(),
                      "password", person.password(),
                      "imap", server(ports.imap(), "tls"),
                      "smtp", server(ports.smtp(), "starttls")))
              .path("id")
              .asString();
      var report = call("POST", "/accounts/" + id + "/test", null);
      if (!report.path("status").asString("").equals("passed")) {
        throw new IOException(
            "Test Connection says " + report.path("errorId").asString("that something is wrong"));
      }
      call("PUT", "/accounts/" + id + "/folder-mapping", FOLDERS);
    }

    private static Map<String, Object> server(int port, String security) {
      return Map.of("host", "localhost", "port", port, "security", security);
    }

    private JsonNode call(String method, String path, @Nullable Object body)
        throws IOException, InterruptedException {
      var request =
          HttpRequest.newBuilder(URI.create(base + "/api/v1" + path))
              .timeout(PATIENCE)
              .header("Authorization", "Bearer " + key)
              .header("Content-Type", "application/json")
              .method(
                  method,
                  body == null
                      ? BodyPublishers.noBody()
                      : BodyPublishers.ofString(json.writeValueAsString(body)))
              .build();
      var answer = http.send(request, BodyHandlers.ofString());
      var text = answer.body();
      if (answer.statusCode() / 100 != 2) {
        throw new IOException(
            "Mailgrant answered "
                + answer.statusCode()
                + " "
                + text.lines().findFirst().orElse(""));
      }
      return text.isEmpty() ? json.createObjectNode() : json.readTree(text);
    }
  }
}
