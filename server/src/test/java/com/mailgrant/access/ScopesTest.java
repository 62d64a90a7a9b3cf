package com.mailgrant.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.organization.OrganizationId;
import com.mailgrant.testing.RunningServer;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.web.method.HandlerMethod;
import tools.jackson.databind.json.JsonMapper;

/** A key opens what its scopes say, and nothing else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScopesTest {
  private static final Pattern VARIABLE = Pattern.compile("\\{[^}]+}");
  private static final String PAGE = "/setup/configuration/api-keys";

  private final RunningServer server = RunningServer.start();
  private final ApiKeys keys = server.get(ApiKeys.class);

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void every_endpoint_refuses_a_key_that_lacks_its_scope_and_names_it() {
    var wrong = new TreeMap<String, String>();
    int endpoints = 0;
    for (var entry : endpoints().entrySet()) {
      var wanted = wanted(entry.getValue());
      var others = EnumSet.complementOf(EnumSet.of(wanted, Scope.ADMIN));
      var call = entry.getKey().split(" ", 2);
      var answer = server.api(key(others), call[0], call[1], "{}");
      var problem = JsonMapper.shared().readTree(answer.body().isEmpty() ? "{}" : answer.body());
      var challenge = answer.headers().firstValue("WWW-Authenticate").orElse("");
      if (answer.statusCode() != 403
          || !problem.path("scope").asString("").equals(wanted.apiName())
          || !problem.path("detail").asString("").contains(wanted.apiName())
          || !challenge.contains("insufficient_scope")) {
        wrong.put(entry.getKey(), answer.statusCode() + " " + answer.body());
      }
      endpoints++;
    }
    assertThat(wrong).isEmpty();
    assertThat(endpoints).isGreaterThan(30);
  }

  @Test
  void every_endpoint_lets_a_key_in_that_has_its_scope_alone() {
    var wrong = new TreeMap<String, Integer>();
    endpoints()
        .forEach((call, method) -> {
          var parts = call.split(" ", 2);
          int status =
              server.api(key(Set.of(wanted(method))), parts[0], parts[1], "{}").statusCode();
          if (status == 401 || status == 403) {
            wrong.put(call, status);
          }
        });
    assertThat(wrong).isEmpty();
  }

  /** Else a key for sending would have any message of the mailbox sent to itself. */
  @Test
  void a_key_that_may_only_send_reads_nothing_by_sending() {
    var account =
        JsonMapper.shared()
            .readTree(
                server
                    .api(
                        key(Set.of(Scope.ACCOUNTS_WRITE)),
                        "POST",
                        "/api/v1/accounts",
                        """
                        {"type":"microsoft365","accountName":"a","senderName":"A","useOAuth":true,
                         "senderEmail":"a@contoso.example","username":"a@contoso.example"}
                        """)
                    .body())
            .path("id")
            .asString();
    var path = "/api/v1/accounts/" + account;
    var forward =
        "{\"inReplyTo\":\"<q@x.example>\",\"mode\":\"forward\",\"to\":[\"eve@fabrikam.example\"]}";
    var send = key(Set.of(Scope.MAIL_SEND));
    for (var call : List.of("/messages", "/drafts")) {
      var refused = server.api(send, "POST", path + call, forward);
      assertThat(refused.statusCode()).as(refused.body()).isEqualTo(403);
      assertThat(refused.body()).contains("\"scope\":\"mail:read\"");
      assertThat(refused.headers().firstValue("WWW-Authenticate").orElse(""))
          .contains("insufficient_scope", "mail:read");
      assertThat(
              server
                  .api(key(Set.of(Scope.MAIL_SEND, Scope.MAIL_READ)), "POST", path + call, forward)
                  .statusCode())
          .as("it got as far as the mailbox")
          .isEqualTo(502);
    }
    var reply = forward.replace("\"mode\":\"forward\"", "\"subject\":\"s\"");
    assertThat(server.api(send, "POST", path + "/messages", reply).statusCode()).isEqualTo(202);
  }

  @Test
  void an_expired_key_opens_nothing_and_says_so() {
    var key =
        keys.create(
            OrganizationId.FIRST,
            "old",
            Set.of(Scope.ADMIN),
            Instant.now().minus(Duration.ofSeconds(1)));
    var answer = server.api(key.reveal(), "GET", "/api/v1/accounts", "");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("expired");
    assertThat(answer.headers().firstValue("WWW-Authenticate"))
        .hasValueSatisfying(challenge -> assertThat(challenge).contains("invalid_token"));
  }

  @Test
  void a_revoked_key_opens_nothing() {
    var key = key(Set.of(Scope.ACCOUNTS_READ));
    assertThat(server.api(key, "GET", "/api/v1/accounts", "").statusCode()).isEqualTo(200);
    var listed =
        keys.of(OrganizationId.FIRST).stream()
            .filter(one -> one.lastUsedAt() != null && one.label().equals("test"))
            .toList();
    assertThat(listed).isNotEmpty();
    listed.forEach(one -> keys.revoke(OrganizationId.FIRST, one.id()));
    assertThat(server.api(key, "GET", "/api/v1/accounts", "").statusCode()).isEqualTo(401);
  }

  @Test
  void another_organization_revokes_nothing_here() {
    var key = key(Set.of(Scope.ACCOUNTS_READ));
    keys.of(OrganizationId.FIRST)
        .forEach(one -> keys.revoke(new OrganizationId(UUID.randomUUID()), one.id()));
    assertThat(server.api(key, "GET", "/api/v1/accounts", "").statusCode()).isEqualTo(200);
  }

  @Test
  void the_page_makes_a_key_with_the_chosen_scopes_and_refuses_one_without() {
    var browser = server.browser();
    browser.signIn("admin", RunningServer.PASSWORD);
    var refused = browser.press(PAGE, PAGE, "name", "nothing");
    assertThat(refused.body()).contains("Choose at least one");
    var past =
        browser.press(PAGE, PAGE, "name", "x", "scope", "mail:send", "expires", "2020-01-01");
    assertThat(past.body()).contains("from today on");
    var made =
        browser.press(PAGE, PAGE, "name", "erp", "scope", "mail:send", "expires", "2099-12-31");
    assertThat(made.body()).contains("mg_", "2100-01-01");
    var erp =
        keys.of(OrganizationId.FIRST).stream().filter(one -> one.label().equals("erp")).toList();
    assertThat(erp).hasSize(1);
    assertThat(erp.getFirst().scopes()).containsExactly(Scope.MAIL_SEND);
  }

  private String key(Set<Scope> scopes) {
    return keys.create(OrganizationId.FIRST, "test", scopes, null).reveal();
  }

  private static Scope wanted(HandlerMethod method) {
    return Optional.ofNullable(method.getMethodAnnotation(Needs.class))
        .map(Needs::value)
        .orElseThrow(() -> new AssertionError(method + " names no scope that it needs"));
  }

  /** With something in place of the variables that is well-formed and does not exist. */
  private Map<String, HandlerMethod> endpoints() {
    var calls = new TreeMap<String, HandlerMethod>();
    server
        .endpoints()
        .forEach((call, method) ->
            calls.put(VARIABLE.matcher(call).replaceAll(UUID.randomUUID().toString()), method));
    return calls;
  }
}
