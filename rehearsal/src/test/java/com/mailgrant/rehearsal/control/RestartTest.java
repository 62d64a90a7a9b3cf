package com.mailgrant.rehearsal.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.rehearsal.Application;
import com.mailgrant.rehearsal.Browser;
import com.mailgrant.rehearsal.Rehearsal;
import com.mailgrant.rehearsal.RehearsalTest;
import com.mailgrant.rehearsal.mail.AccessTokens;
import com.mailgrant.rehearsal.registration.Registration;
import com.mailgrant.rehearsal.registration.Registration.Authority;
import com.mailgrant.rehearsal.registration.Registrations;
import com.mailgrant.rehearsal.tls.RehearsalTls;
import com.mailgrant.rehearsal.web.AuthorityAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

class RestartTest {
  @TempDir Path data;

  @Test
  void a_restart_loses_no_grant_no_consent_no_key_and_no_registration() throws Exception {
    String tenant = "contoso.example";
    String person = "anna@contoso.example";
    String personal = "olivia@outlook.example";
    Application application;
    String refreshToken;
    String opaque;
    try (var first = start()) {
      application = Application.of(browser(first), registration(first));
      var tokens = application.signedIn(browser(first), tenant, person);
      refreshToken = tokens.path("refresh_token").asString();
      opaque =
          application
              .signedIn(browser(first), "consumers", personal)
              .path("access_token")
              .asString();
      assertThat(Files.readString(data.resolve("grants.json"))).doesNotContain(refreshToken);
    }

    try (var second = start()) {
      application = Application.of(browser(second), registration(second));
      var page = application.ask(tenant, application.refreshRequest(refreshToken));
      assertThat(page.status()).as(page.html()).isEqualTo(200);
      assertThat(second.getBean(AccessTokens.class).read(opaque)).isPresent();
      var browser = browser(second);
      assertThat(
              browser
                  .signIn(
                      browser.open(
                          "/" + tenant + "/oauth2/v2.0/authorize",
                          application.authorizeRequest(person)),
                      person,
                      "rehearsal")
                  .html())
          .contains("Stay signed in?");
    }
  }

  @Test
  void mailgrants_configuration_is_written_for_its_owner_alone() throws Exception {
    try (var tenant = start()) {
      var file = data.resolve("mailgrant.yaml");
      var registration = registration(tenant);

      assertThat(Files.readString(file))
          .contains(
              "ca-file: \"" + data.resolve("ca.pem") + "\"",
              "authority: " + tenant.getBean(AuthorityAddress.class).base() + "\n",
              "client-id: \"" + registration.clientId() + "\"",
              "client-secret: \"" + registration.secrets().getFirst().value() + "\"");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }

  private ConfigurableApplicationContext start() {
    return new SpringApplicationBuilder(Rehearsal.class)
        .run(
            "--rehearsal.data-dir=" + data,
            "--rehearsal.redirect-uris=" + RehearsalTest.CALLBACK,
            "--rehearsal.ports.authority=0",
            "--rehearsal.ports.imap=0",
            "--rehearsal.ports.pop3=0",
            "--rehearsal.ports.smtp=0",
            "--rehearsal.ports.google-imap=0",
            "--rehearsal.ports.google-smtp=0");
  }

  private static Browser browser(ConfigurableApplicationContext tenant) {
    return new Browser(
        tenant.getBean(AuthorityAddress.class).base(), tenant.getBean(RehearsalTls.class).caFile());
  }

  private static Registration registration(ConfigurableApplicationContext tenant) {
    return tenant.getBean(Registrations.class).at(Authority.MICROSOFT);
  }
}
