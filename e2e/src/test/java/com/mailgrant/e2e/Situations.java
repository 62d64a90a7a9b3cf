package com.mailgrant.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.e2e.harness.Api;
import com.mailgrant.e2e.lab.Commands;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Diagnoses that no fault of the tenant shows, but what somebody entered or did. */
final class Situations {
  private Situations() {}

  /** What somebody does, and the diagnosis that Test Connection makes of it. */
  @FunctionalInterface
  interface Situation {
    void play() throws Exception;
  }

  /** By code; {@code lane} belongs to a person who has not signed in yet. */
  static Map<String, Situation> of(Api api, RehearsalStage stage, Lane lane) {
    var all = new LinkedHashMap<String, Situation>();
    all.put("D58", () -> assertThat(lane.test().toString()).contains("\"D58\""));
    all.put(
        "D11",
        () ->
            assertThat(lane.signInAs("chloe@contoso.example"))
                .contains("(D11)", "chloe@contoso.example", "Nothing was stored"));
    all.put(
        "D59",
        () -> {
          var account =
              stage.createAccount(
                  api, "microsoft365", "global", "greta@contoso.example", "greta@contoso.example");
          assertThat(tested(api, account).toString()).contains("\"D59\"");
        });
    all.put("D34", () -> assertFoundAt(api, "imap", Commands.freePort(), "tls", "D34"));
    all.put("D100", () -> assertFoundAt(api, "smtp", stage.smtpPort(), "tls", "D100"));
    return all;
  }

  private static void assertFoundAt(
      Api api, String protocol, int port, String security, String code) throws Exception {
    var account = new LinkedHashMap<String, Object>();
    account.put("type", "generic");
    account.put("accountName", "Elsewhere " + code);
    account.put("senderName", "Elsewhere");
    account.put("senderEmail", code.toLowerCase(java.util.Locale.ROOT) + "@elsewhere.example");
    account.put("password", "a password");
    for (var each : new String[] {"imap", "smtp"}) {
      boolean meant = each.equals(protocol);
      account.put(
          each,
          Map.of(
              "host", "localhost",
              "port", meant ? port : Commands.freePort(),
              "security", meant ? security : "tls"));
    }
    var id = api.post("/accounts", account).expect(201).json().path("id").asString();
    assertThat(tested(api, id).toString()).contains("\"" + code + "\"");
  }

  private static JsonNode tested(Api api, String account) throws IOException, InterruptedException {
    return api.post("/accounts/" + account + "/test").expect(200).json();
  }
}
