package com.mailgrant.e2e.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mailgrant.e2e.lab.MailUser;
import com.mailgrant.e2e.lab.OldRefreshToken;
import com.mailgrant.e2e.nodes.Submitters.Accepted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Two people of the foreign lab who signed in and write to each other, to somebody whom Postfix
 * refuses, and to somebody elsewhere, of whom Postfix reports later that it could not reach them.
 */
final class SignedIn {
  private static final String NOBODY = "nobody@" + MailUser.DOMAIN;
  private static final String ELSEWHERE = "somebody@elsewhere.example";
  private static final Map<MailUser, String> SENT_FOLDERS =
      Map.of(MailUser.ANNA, "Sent", MailUser.BERND, "Gesendete Elemente");
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration ROUND = Duration.ofMinutes(7);
  private static final Pattern MESSAGE_ID = Pattern.compile("(?im)^Message-ID:\\s*(<[^>]+>)");
  private static final Pattern SUBMITTED =
      Pattern.compile("\\(Postfix\\)\\s+with ESMTPSA id (\\w+)");

  private final Cluster cluster;
  private final Map<MailUser, String> accounts = new LinkedHashMap<>();

  /**
   * A message in a folder.
   *
   * @param queueId of its submission
   * @param report whether Postfix wrote it itself
   */
  private record Arrived(String messageId, String queueId, boolean report) {}

  SignedIn(Cluster cluster) throws IOException, InterruptedException {
    this.cluster = cluster;
    // A node that dies with a new token in its hands has the old one, and Entra's are good for
    // long.
    var provider = cluster.lab().identityProvider();
    provider.oldRefreshTokens(OldRefreshToken.GOOD_UNTIL_SUCCESSOR_IS_USED);
    provider.accessTokenLife(Duration.ofMinutes(8));
    account(MailUser.ANNA, "provider-files-it");
    account(MailUser.BERND, "mailgrant-appends");
  }

  private void account(MailUser user, String sentCopy) throws IOException, InterruptedException {
    var api = cluster.api(0);
    var account =
        cluster.labAccounts().create(api, user, user.address(), Map.of("sentCopy", sentCopy));
    accounts.put(user, account);
    signIn(user);
    var mapping = Map.of("inbox", "INBOX", "sent", sentFolder(user));
    api.put("/accounts/" + account + "/folder-mapping", mapping).expect(200);
  }

  Collection<String> accounts() {
    return accounts.values();
  }

  Submitters.Plan plan() {
    return new Submitters.Plan(
        "Letter",
        1,
        1_000,
        number -> {
          var from = number % 2 == 0 ? MailUser.ANNA : MailUser.BERND;
          var to = from.equals(MailUser.ANNA) ? MailUser.BERND : MailUser.ANNA;
          var address =
              switch (number % 11) {
                case 3 -> NOBODY;
                case 6 -> ELSEWHERE;
                default -> to.address();
              };
          return new Submitters.Post(account(from), address);
        });
  }

  /** The mail servers refuse what this person's account has in hand. */
  void revokeAccessTokens(MailUser user) {
    cluster.lab().identityProvider().revokeAccessTokens(user);
  }

  /**
   * An administrator ends all sign-ins of a person, who signs in again when a message is held for
   * want of one.
   */
  void revokeAndRestore(MailUser user) throws InterruptedException {
    cluster.lab().identityProvider().revokeGrants(user);
    revokeAccessTokens(user);
    var account = account(user);
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> {
          cluster.answered(api -> api.post("/accounts/" + account + "/test"));
          return state(account).equals("needs-login");
        });
    await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> held(account) > 0);
    signIn(user);
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> !state(account).equals("needs-login"));
  }

  private void signIn(MailUser user) throws InterruptedException {
    var account = account(user);
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        // A node that is dead, or one whose database is.
        .ignoreExceptionsMatching(e -> e instanceof IOException || e instanceof AssertionError)
        .until(() ->
            cluster
                    .labAccounts()
                    .signIn(cluster.anyApi(ThreadLocalRandom.current()), account, user)
                    .status()
                == 200);
  }

  private String account(MailUser user) {
    return Objects.requireNonNull(accounts.get(user));
  }

  private static String sentFolder(MailUser user) {
    return Objects.requireNonNull(SENT_FOLDERS.get(user));
  }

  private String state(String account) throws InterruptedException {
    return cluster
        .answered(api -> api.get("/accounts/" + account))
        .expect(200)
        .json()
        .path("state")
        .asString();
  }

  private int held(String account) throws InterruptedException {
    return cluster
        .answered(api -> api.get("/outbox?state=held&account=" + account))
        .expect(200)
        .json()
        .path("items")
        .size();
  }

  /** What a person does with messages of which nobody knows whether they left. */
  void decide(Collection<Accepted> accepted, Map<String, String> states)
      throws IOException, GeneralSecurityException, InterruptedException {
    awaitEmptyQueue();
    for (var message : accepted) {
      if (Objects.equals(states.get(message.id()), "unknown")) {
        var decision = isThere(message) ? "mark-sent" : "release";
        cluster.api(0).post("/outbox/" + message.id() + "/" + decision).expect(200);
      }
    }
  }

  private boolean isThere(Accepted message) throws IOException, GeneralSecurityException {
    for (var user : accounts.keySet()) {
      try (var view = cluster.lab().look(user)) {
        if (view.count("INBOX", message.messageId()) > 0) {
          return true;
        }
      }
    }
    return false;
  }

  private void awaitEmptyQueue() {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        // A file that was there a moment ago.
        .ignoreExceptionsInstanceOf(UncheckedIOException.class)
        .until(() -> cluster.lab().postfix().isQueueEmpty());
  }

  /**
   * Each accepted message was submitted once and is there, or was refused; what is there was told,
   * and so was each report of Postfix.
   *
   * @param sentToo whether to wait until what is in the Sent folders was told: they are looked at
   *     every five minutes
   */
  void equalMailboxes(
      Collection<Accepted> accepted,
      Map<String, String> states,
      EventReader reader,
      boolean sentToo)
      throws IOException, GeneralSecurityException {
    awaitEmptyQueue();
    for (var message : accepted) {
      assertThat(states.get(message.id()))
          .as("%s", message)
          .isEqualTo(message.to().equals(NOBODY) ? "failed" : "sent");
    }
    for (var user : accounts.keySet()) {
      equalFolder(user, "INBOX", to(accepted, user.address()));
      equalArrivals(user, "INBOX", "inbox", reader, PATIENCE);
      var sent =
          accepted.stream()
              .filter(message -> message.account().equals(account(user)))
              .filter(message -> !message.to().equals(NOBODY))
              .toList();
      equalFolder(user, sentFolder(user), sent);
      if (sentToo) {
        equalArrivals(user, sentFolder(user), "sent", reader, ROUND);
      }
    }
    var returned = to(accepted, ELSEWHERE).stream().map(Accepted::id).toList();
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(reader.messages("message.bounced"))
                .containsExactlyInAnyOrderElementsOf(returned));
  }

  /** The copies that Mailgrant files come a little later. */
  private void equalFolder(MailUser user, String folder, List<Accepted> expected) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() ->
            assertThat(submissions(folder(user, folder))).as(folder).isEqualTo(onceEach(expected)));
  }

  private void equalArrivals(
      MailUser user, String folder, String role, EventReader reader, Duration patience)
      throws IOException, GeneralSecurityException {
    var there = folder(user, folder).stream().map(Arrived::messageId).toList();
    await()
        .atMost(patience)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() ->
            assertThat(reader.arrivals(List.of(account(user)), role))
                .as(folder)
                .containsExactlyInAnyOrderElementsOf(there));
  }

  private static List<Accepted> to(Collection<Accepted> accepted, String address) {
    return accepted.stream().filter(message -> message.to().equals(address)).toList();
  }

  private static Map<String, Long> onceEach(List<Accepted> messages) {
    return messages.stream().collect(Collectors.toMap(Accepted::messageId, _ -> 1L));
  }

  /**
   * How often each message was submitted. Not how often it lies there: where Dovecot dies with a
   * message stored and not yet answered for, Postfix hands it over again (RFC 1047).
   */
  private static Map<String, Long> submissions(List<Arrived> folder) {
    return folder.stream()
        .filter(arrived -> !arrived.report())
        .distinct()
        .collect(Collectors.groupingBy(Arrived::messageId, Collectors.counting()));
  }

  private List<Arrived> folder(MailUser user, String name)
      throws IOException, GeneralSecurityException {
    var all = new ArrayList<Arrived>();
    try (var view = cluster.lab().look(user)) {
      for (var source : view.messages(name)) {
        var head = source.split("\n\r?\n", 2)[0];
        var id = MESSAGE_ID.matcher(head);
        var submitted = SUBMITTED.matcher(head);
        assertThat(id.find()).as(head).isTrue();
        boolean report = head.contains("MAILER-DAEMON");
        // Each copy that Mailgrant filed itself is one of its own.
        var queueId = submitted.find() ? submitted.group(1) : "number " + all.size();
        all.add(new Arrived(id.group(1), queueId, report));
      }
    }
    return all;
  }
}
