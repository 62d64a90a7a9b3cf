package com.mailgrant.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.testing.EnglishLeft;
import com.mailgrant.testing.RunningServer;
import com.mailgrant.testing.TestBrowser;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Whoever got the forwarded link is nobody to Mailgrant, and can still say who they are. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApprovalPagesTest {
  private static final String REGISTRATIONS = "/setup/configuration/email/app-registrations/new";
  private static final String TENANT = "11111111-2222-4333-8444-555555555555";

  private final RunningServer server = RunningServer.start();

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void the_name_given_on_the_way_stands_with_the_answer() {
    var administrator = server.browser();
    administrator.signIn("admin", RunningServer.PASSWORD);
    administrator.press(
        REGISTRATIONS,
        REGISTRATIONS,
        "cloud",
        "global",
        "tenant",
        TENANT,
        "clientId",
        "22222222-2222-4333-8444-555555555555",
        "clientSecret",
        "a~secret.of-the-tests");
    var account =
        found(
            "\"id\" *: *\"([0-9a-f-]{36})\"",
            server
                .api(
                    "POST",
                    "/api/v1/accounts",
                    """
                    {"type":"microsoft365","accountName":"Sales","senderName":"Anna","useOAuth":true,
                     "senderEmail":"anna@contoso.example","username":"anna@contoso.example"}\
                    """)
                .body());
    var asked = "/api/v1/accounts/" + account + "/administrator";
    var link = found("(/approval/[\\w-]+)", server.api("GET", asked, "").body());

    var stranger = server.browser().speaking("de");
    var page = stranger.open(link);
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("anna@contoso.example", "Ihr Name (freiwillig)");
    assertThat(EnglishLeft.on(page)).isEmpty();

    var leaving = stranger.press(link, link, "approver", "Carla\tChef <b>");
    assertThat(leaving.body()).contains("http-equiv=\"refresh\"").doesNotContain("Carla");
    var state = found("[?;]state=([\\w-]+)", leaving.body());
    var returned =
        stranger.open("/oauth2/callback?admin_consent=True&tenant=" + TENANT + "&state=" + state);
    assertThat(returned.statusCode()).isEqualTo(200);
    assertThat(TestBrowser.lines(returned)).contains("Vielen Dank");
    assertThat(server.api("GET", asked, "").body())
        .contains("\"approver\":\"Carla Chef <b>\"", "\"tenant\":\"" + TENANT + "\"");
    var desk =
        administrator.open(
            "/setup/configuration/email/mail-accounts/" + account + "/administrator");
    assertThat(desk.body()).contains("Carla Chef &lt;b&gt;").doesNotContain("Chef <b>");
  }

  @Test
  void a_damaged_link_leads_nowhere_and_says_so() {
    var seen = server.browser().open("/approval/nonsense");
    assertThat(seen.statusCode()).isEqualTo(400);
    assertThat(TestBrowser.lines(seen)).contains("This approval was not asked for here");
  }

  private static String found(String pattern, String text) {
    var found = Pattern.compile(pattern).matcher(text);
    assertThat(found.find()).as("%s in %s", pattern, text).isTrue();
    return found.group(1);
  }
}
