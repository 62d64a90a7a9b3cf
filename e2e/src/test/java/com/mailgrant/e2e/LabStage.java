package com.mailgrant.e2e;

import com.mailgrant.e2e.harness.Api;
import com.mailgrant.e2e.harness.ExternalPostgres;
import com.mailgrant.e2e.harness.LabAccounts;
import com.mailgrant.e2e.harness.MailgrantProcess;
import com.mailgrant.e2e.lab.ForeignLab;
import com.mailgrant.e2e.lab.MailUser;
import com.mailgrant.e2e.lab.Postfix;
import com.mailgrant.e2e.lab.Visitor;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The foreign lab and one or more Mailgrants that know it by configuration alone. */
final class LabStage implements AutoCloseable {
  private final ForeignLab lab;
  private final LabAccounts accounts;
  private final List<MailgrantProcess> nodes = new ArrayList<>();

  private LabStage(ForeignLab lab) {
    this.lab = lab;
    this.accounts = new LabAccounts(lab);
  }

  /** One Mailgrant with its embedded database. */
  static LabStage start(Path home, Postfix.SentCopy sentCopy)
      throws IOException, InterruptedException, GeneralSecurityException {
    var stage = new LabStage(ForeignLab.start(sentCopy));
    try {
      stage.nodes.add(MailgrantProcess.start(home, stage.accounts.configuration()));
      stage.accounts.register(stage.nodes);
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
        var settings = stage.accounts.configuration();
        stage.nodes.add(MailgrantProcess.startOn(database, home, name, settings));
      }
      stage.accounts.register(stage.nodes);
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
    return LabAccounts.clientSecret();
  }

  /** Creates an account for a person's own mailbox and returns its id. */
  String createAccount(Api api, MailUser user) throws IOException, InterruptedException {
    return createAccount(api, user, user.address());
  }

  /** Creates an account for a mailbox that a person may open and returns its id. */
  String createAccount(Api api, MailUser user, String mailbox)
      throws IOException, InterruptedException {
    return accounts.create(api, user, mailbox, Map.of());
  }

  /** Asks where the person must go. */
  URI authorizationUrl(Api api, String account) throws IOException, InterruptedException {
    return accounts.authorizationUrl(api, account);
  }

  /** Signs a person in with a browser that knows nothing of Mailgrant; returns the last page. */
  Visitor.Page signIn(Api api, String account, MailUser user)
      throws IOException, InterruptedException, GeneralSecurityException {
    return accounts.signIn(api, account, user);
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

  @Override
  public void close() throws IOException {
    for (var node : nodes) {
      node.close();
    }
    lab.close();
  }
}
