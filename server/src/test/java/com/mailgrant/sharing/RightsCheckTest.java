package com.mailgrant.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mailgrant.account.AccountId;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.testing.RunningServer;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What a program may do when it says for which of its users it calls. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RightsCheckTest {
  private static final String MESSAGE =
      "{\"to\":[\"x@fabrikam.example\"],\"subject\":\"s\",\"text\":\"t\"}";

  private final RunningServer server = RunningServer.start();
  private String account = "";

  @BeforeAll
  void anAccountWithUsers() {
    var created =
        server.api(
            "POST",
            "/api/v1/accounts",
            """
            {"type":"microsoft365","accountName":"Shared out","senderName":"Anna","useOAuth":true,
             "senderEmail":"anna@contoso.example","username":"anna@contoso.example"}
            """);
    account = JsonMapper.shared().readTree(created.body()).path("id").asString();
    var access =
        """
        {"users":[{"user":"reader","rights":["read"]},{"user":"sender","rights":["send"]},
                  {"user":"manager","rights":["manage"]}],"senders":[]}
        """;
    assertThat(server.api("PUT", path("/access"), access).statusCode()).isEqualTo(200);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "reader, 200, 422, 422",
    "sender, 422, 422, 202",
    "manager, 422, 200, 422",
    "nobody, 422, 422, 422"
  })
  void a_user_gets_no_more_than_the_rights_say(String user, int read, int manage, int send) {
    var as = "?onBehalfOf=" + user;
    assertThat(server.api("GET", path(as), "").statusCode()).isEqualTo(read);
    assertThat(server.api("PATCH", path(as), "{\"senderName\":\"Anna\"}").statusCode())
        .isEqualTo(manage);
    assertThat(server.api("POST", path("/messages" + as), MESSAGE).statusCode()).isEqualTo(send);
  }

  @Test
  void a_refusal_names_the_parameter_and_changes_nothing() {
    var refused = server.api("DELETE", path("?onBehalfOf=reader"), "");
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("onBehalfOf", "manage under Access");
    assertThat(server.api("GET", path(""), "").statusCode()).isEqualTo(200);
  }

  /** Else an answer would tell strangers who uses an account. */
  @Test
  void rights_count_in_their_own_organization_alone() {
    var sharing = server.get(Sharing.class);
    var shared = AccountId.parse(account).orElseThrow();
    sharing.require(OrganizationId.FIRST, shared, "reader", Right.READ);
    var elsewhere = new OrganizationId(UUID.randomUUID());
    assertThatThrownBy(() -> sharing.require(elsewhere, shared, "reader", Right.READ))
        .isInstanceOf(InvalidInput.class);
  }

  @Test
  void the_program_itself_may_do_what_its_key_says() {
    assertThat(server.api("PATCH", path(""), "{\"senderName\":\"Anna B\"}").statusCode())
        .isEqualTo(200);
  }

  @Test
  void the_user_of_the_address_is_the_one_on_whose_behalf_a_message_is_sent() {
    var as = "/messages?onBehalfOf=sender";
    var sent = server.api("POST", path(as), MESSAGE);
    assertThat(JsonMapper.shared().readTree(sent.body()).path("onBehalfOf").asString())
        .isEqualTo("sender");
    var policy = "{\"offForUsers\":[%s]}";
    server.api("PUT", "/api/v1/organization/email", policy.formatted("\"sender\""));
    var off = server.api("POST", path(as), MESSAGE);
    server.api("PUT", "/api/v1/organization/email", policy.formatted(""));
    assertThat(off.statusCode()).as("the policy counts: %s", off.body()).isEqualTo(409);
  }

  @Test
  void the_address_and_the_body_name_the_same_user() {
    for (var call : List.of("/messages?onBehalfOf=sender", "/drafts?onBehalfOf=sender")) {
      var other = server.api("POST", path(call), onBehalfOf("manager"));
      assertThat(other.statusCode()).as(other.body()).isEqualTo(422);
      assertThat(other.body()).contains("\"field\":\"onBehalfOf\"", "another user");
    }
    assertThat(
            server
                .api("POST", path("/messages?onBehalfOf=sender"), onBehalfOf("sender"))
                .statusCode())
        .isEqualTo(202);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/messages", "/drafts"})
  void who_can_be_nobody_is_refused(String call) {
    for (var wrong : List.of("a\\u0000b", "", "x\\n")) {
      var inBody = server.api("POST", path(call), onBehalfOf(wrong));
      assertThat(inBody.statusCode()).as(wrong + inBody.body()).isEqualTo(422);
      assertThat(inBody.body()).contains("\"field\":\"onBehalfOf\"");
    }
    var inAddress = server.api("POST", path(call + "?onBehalfOf=a%00b"), MESSAGE);
    assertThat(inAddress.statusCode()).as(inAddress.body()).isEqualTo(422);
  }

  /** Else a space would lead around what is off for a user. */
  @Test
  void a_user_is_the_same_with_spaces_around() {
    var sent = server.api("POST", path("/messages"), onBehalfOf(" sender "));
    assertThat(JsonMapper.shared().readTree(sent.body()).path("onBehalfOf").asString())
        .isEqualTo("sender");
  }

  private static String onBehalfOf(String user) {
    return MESSAGE.replace("{", "{\"onBehalfOf\":\"" + user + "\",");
  }

  private String path(String rest) {
    return "/api/v1/accounts/" + account + rest;
  }
}
