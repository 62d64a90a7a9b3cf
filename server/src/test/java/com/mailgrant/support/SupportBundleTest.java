package com.mailgrant.support;

import static com.mailgrant.testing.Visitor.ANNA;
import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.account.AccountDraft.ServerDraft;
import com.mailgrant.account.TestAccounts;
import com.mailgrant.appregistration.TestRegistrations;
import com.mailgrant.diagnosis.Diagnoses;
import com.mailgrant.diagnosis.Finding;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.testing.Installation;
import com.mailgrant.testing.TokenDesk;
import com.mailgrant.token.TestGrants;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What support gets holds no secret of any kind, however many are stored. */
class SupportBundleTest {
  @Test
  void a_bundle_tells_of_accounts_and_failures_and_holds_no_secret() {
    try (var installation = Installation.start()) {
      var node = installation.node();
      var registration = TestRegistrations.configured(node);
      TestRegistrations.enterNext(node, registration, "next~secret~of~the~app");
      var account = TestAccounts.corporate(node, ANNA.username());
      var refreshToken = TestGrants.signIn(installation, account, ANNA);
      TestAccounts.generic(
          node,
          "greta@elsewhere.example",
          new ServerDraft("mail.elsewhere.example", 993, "tls", null, null),
          null);
      var report =
          node.get(Diagnoses.class)
              .report(
                  Finding.of("D20", Map.of("clientId", Installation.CLIENT_ID), "said"),
                  OrganizationId.FIRST.value(),
                  account.id().value(),
                  "refresh");

      var bundle =
          node.get(JsonMapper.class)
              .writeValueAsString(node.get(SupportBundles.class).make(OrganizationId.FIRST));

      assertThat(bundle)
          .contains(
              account.id().toString(),
              ANNA.username(),
              report.errorId().value(),
              "D20",
              Installation.CLIENT_ID,
              "versions",
              "settings");
      assertThat(bundle)
          .doesNotContain(
              TokenDesk.CLIENT_SECRET,
              "next~secret~of~the~app",
              refreshToken,
              "AT-of-the-sign-in-",
              "right horse")
          .doesNotContainPattern(
              "(?i)\"(sealed|password|clientSecret|privateKey)\"\\s*:\\s*\"[^\"]");
    }
  }
}
