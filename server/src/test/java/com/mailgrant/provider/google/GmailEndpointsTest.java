package com.mailgrant.provider.google;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.mail.Security;
import com.mailgrant.mail.ServerAddress;
import com.mailgrant.provider.AccountType;
import com.mailgrant.provider.AdminPages;
import com.mailgrant.provider.Cloud;
import com.mailgrant.provider.FolderRole;
import com.mailgrant.provider.SentCopy;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** facts/microsoft365 12. */
class GmailEndpointsTest {
  private static final ServerAddress SERVER =
      new ServerAddress("mail.contoso.example", 993, Security.TLS);
  private static final Cloud DECLARED =
      new Cloud(
          "lab",
          "Lab",
          AccountType.GMAIL,
          URI.create("https://login.contoso.example:8443"),
          "",
          SERVER,
          SERVER,
          SERVER,
          SentCopy.PROVIDER_FILES_IT,
          AdminPages.NONE);

  private final Gmail gmail = new Gmail();
  private final Cloud google = gmail.clouds().getFirst();

  /** Without both, a second sign-in brings no refresh token. */
  @Test
  void a_sign_in_asks_for_a_lasting_grant() {
    assertThat(gmail.authorizeParameters("anna@gmail.example"))
        .containsEntry("access_type", "offline")
        .containsEntry("prompt", "consent")
        .containsEntry("login_hint", "anna@gmail.example");
  }

  @Test
  void googles_own_endpoints_live_on_three_hosts() {
    var endpoints = gmail.endpoints(google, "any");
    assertThat(endpoints.authorize())
        .isEqualTo(URI.create("https://accounts.google.com/o/oauth2/v2/auth"));
    assertThat(endpoints.token()).isEqualTo(URI.create("https://oauth2.googleapis.com/token"));
    assertThat(endpoints.keys())
        .isEqualTo(URI.create("https://www.googleapis.com/oauth2/v3/certs"));
    assertThat(endpoints.issuer()).isEqualTo("https://accounts.google.com");
  }

  @Test
  void a_declared_cloud_has_all_of_them_below_its_authority() {
    var endpoints = gmail.endpoints(DECLARED, "any");
    assertThat(List.of(endpoints.authorize(), endpoints.token(), endpoints.keys()))
        .allSatisfy(address -> assertThat(address).hasHost(DECLARED.authority().getHost()));
  }

  @Test
  void labels_are_folders_with_roles() {
    assertThat(gmail.folderNames())
        .containsEntry("[gmail]/sent mail", FolderRole.SENT)
        .containsEntry("[gmail]/trash", FolderRole.DELETED);
  }
}
