package com.mailgrant.e2e;

import com.mailgrant.e2e.harness.Api;
import com.mailgrant.e2e.harness.ExternalPostgres;
import com.mailgrant.e2e.harness.MailgrantProcess;
import com.mailgrant.e2e.lab.ForeignLab;
import com.mailgrant.e2e.lab.MailUser;
import com.mailgrant.e2e.lab.Postfix;
import com.mailgrant.e2e.lab.Registration;
import com.mailgrant.e2e.lab.Visitor;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The foreign lab and one or more Mailgrants that know it by configuration alone. */
final class LabStage implements AutoCloseable {
  private static final Registration APP =
      new Registration(
          "c11e0000-0000-4000-8000-000000000001",
          "lab~client.secret_for-tests-0123456789",
          Set.of());

  private final ForeignLab lab;
  private final List<MailgrantProcess> nodes = new ArrayList<>();

  private LabStage(ForeignLab lab) {
    this.lab = lab;
  }

  /** One Mailgrant with its embedded database. */
  static LabStage start(Path home, Postfix.SentCopy sentCopy)
      throws IOException, InterruptedException, GeneralSecurityException {
    var stage = new LabStage(ForeignLab.start(sentCopy));
    try {
      stage.nodes.add(MailgrantProcess.start(home, stage.lab.configuration(APP)));
      stage.register();
      return stage;
    } catch (IllegalStateException notReady) {
      stage.close();
      throw notReady;
    }
  }

  /** Two Mailgrants on one database. */
  static LabStage startTwo(Path home, ExternalPostgres database)
      throws IOException, InterruptedException, GeneralSecurityException {
    var stage = new LabStage(ForeignLab.start(Postfix.SentCopy.FILED_BY_SERVER));
    try {
      for (var name : List.of("first", "second")) {
        var settings = stage.lab.configuration(APP);
        stage.nodes.add(MailgrantProcess.startOn(database, home, name, settings));
      }
      stage.register();
      return stage;
    } catch (IllegalStateException notReady) {
      stage.close();
      throw notReady;
    }
  }

  ForeignLab lab() {
    return lab;
  }

  MailgrantProcess mailgrant() {
    return nodes.getFirst();
  }

  MailgrantProcess secondNode() {
    return nodes.getLast();
  }

  static String clientSecret() {
    return APP.clientSecret();
  }

  /** Creates an account for a person's own mailbox and returns its id. */
  String createAccount(Api api, MailUser user) throws IOException, InterruptedException {
    return createAccount(api, user, user.address());
  }

  /** Creates an account for a mailbox that a person may open and returns its id. */
  String createAccount(Api api, MailUser user, String mailbox)
      throws IOException, InterruptedException {
    var account = new LinkedHashMap<String, Object>();
    account.put("type", "microsoft365");
    account.put("cloud", "lab");
    account.put("accountName", "Mailbox " + mailbox + " " + System.nanoTime());
    account.put("senderName", user.displayName());
    account.put("senderEmail", mailbox);
    account.put("useOAuth", true);
    account.put("username", user.address());
    if (!mailbox.equals(user.address())) {
      account.put("mailboxAddress", mailbox);
    }
    return api.post("/accounts", account).expect(201).json().path("id").asString();
  }

  /** Asks where the person must go. */
  URI authorizationUrl(Api api, String account) throws IOException, InterruptedException {
    var login = api.post("/accounts/" + account + "/login").expect(200).json();
    return URI.create(login.path("authorizationUrl").asString());
  }

  /** Signs a person in with a browser that knows nothing of Mailgrant; returns the last page. */
  Visitor.Page signIn(Api api, String account, MailUser user)
      throws IOException, InterruptedException, GeneralSecurityException {
    try (var visitor = new Visitor(lab.ca().clientContext())) {
      return visitor.signIn(authorizationUrl(api, account), user);
    }
  }

  /** Creates an account, signs its owner in, and returns its id. */
  String signedInAccount(Api api, MailUser user)
      throws IOException, InterruptedException, GeneralSecurityException {
    var account = createAccount(api, user);
    var page = signIn(api, account, user);
    if (page.status() != 200) {
      throw new AssertionError("sign-in ended with " + page.status() + ": " + page.html());
    }
    return account;
  }

  /** Runs Test Connection and returns its report. */
  JsonNode test(Api api, String account) throws IOException, InterruptedException {
    return api.post("/accounts/" + account + "/test").expect(200).json();
  }

  /** Verdict of every check of a report, by the name of the check. */
  static Map<String, String> verdicts(JsonNode report) {
    return report.path("checks").values().stream()
        .collect(
            Collectors.toMap(
                check -> check.path("check").asString(),
                check -> check.path("status").asString(),
                (_, last) -> last,
                LinkedHashMap::new));
  }

  /** Every text anywhere in an answer: for parts whose shape the contract leaves open. */
  static List<String> texts(JsonNode json) {
    return json.isContainer()
        ? json.values().stream().flatMap(child -> texts(child).stream()).toList()
        : json.isString() ? List.of(json.asString()) : List.of();
  }

  private void register() {
    var redirects = nodes.stream().map(MailgrantProcess::redirectUri).collect(Collectors.toSet());
    lab.identityProvider()
        .register(new Registration(APP.clientId(), APP.clientSecret(), redirects));
  }

  @Override
  public void close() throws IOException {
    for (var node : nodes) {
      node.close();
    }
    lab.close();
  }
}
