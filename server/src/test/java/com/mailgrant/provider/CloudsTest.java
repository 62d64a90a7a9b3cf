package com.mailgrant.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mailgrant.mail.Security;
import com.mailgrant.mail.ServerAddress;
import com.mailgrant.platform.MailgrantProperties.AppRegistrationProperties;
import com.mailgrant.platform.MailgrantProperties.CloudProperties;
import com.mailgrant.platform.MailgrantProperties.ServerProperties;
import com.mailgrant.testing.Installation;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CloudsTest {
  private static final ServerProperties HERE = new ServerProperties("localhost", null, null);

  private final Installation installation = Installation.start();
  private final MailProviders providers = installation.node().get(MailProviders.class);

  @AfterAll
  void stop() {
    installation.close();
  }

  @Test
  void the_clouds_of_the_world_are_known_without_any_configuration() {
    assertThat(clouds(Map.of()).all())
        .extracting(Cloud::name)
        .contains("global", "us-gov-high", "us-gov-dod", "china", "outlook.com", "google")
        .doesNotHaveDuplicates();
  }

  @Test
  void a_declared_cloud_comes_with_the_usual_ports() {
    var lab = clouds(Map.of("lab", cloud("microsoft", HERE))).named("lab").orElseThrow();
    assertThat(lab.displayName()).isEqualTo("lab");
    assertThat(lab.serves()).isEqualTo(AccountType.MICROSOFT_365);
    assertThat(lab.authority()).isEqualTo(URI.create("https://localhost:8443"));
    assertThat(lab.imap()).isEqualTo(new ServerAddress("localhost", 993, Security.TLS));
    assertThat(lab.pop3()).isEqualTo(new ServerAddress("localhost", 995, Security.TLS));
    assertThat(lab.smtp()).isEqualTo(new ServerAddress("localhost", 587, Security.STARTTLS));
    assertThat(lab.sentCopy()).isEqualTo(SentCopy.MAILGRANT_APPENDS);
  }

  @Test
  void kinds_and_securities_are_read_in_any_case() {
    var server = new ServerProperties("localhost", 10993, "StartTLS");
    var declared = clouds(Map.of("lab", cloud("Google", server))).named("lab").orElseThrow();
    assertThat(declared.serves()).isEqualTo(AccountType.GMAIL);
    assertThat(declared.imap()).isEqualTo(new ServerAddress("localhost", 10993, Security.STARTTLS));
  }

  @Test
  void what_is_wrong_is_named_with_its_property() {
    assertThatThrownBy(() -> clouds(Map.of("lab", cloud("yahoo", HERE))))
        .hasMessageContaining("mailgrant.clouds.lab.kind");
    assertThatThrownBy(() ->
            clouds(
                Map.of("lab", cloud("microsoft", new ServerProperties("localhost", 1, "maybe")))))
        .hasMessageContaining("mailgrant.clouds.lab.imap.security");
  }

  @Test
  void a_protocol_that_was_not_declared_leads_nowhere_by_name() {
    assertThat(clouds(Map.of("lab", cloud("microsoft", null))).named("lab").orElseThrow().pop3())
        .isEqualTo(new ServerAddress("undeclared.invalid", 995, Security.TLS));
  }

  @Test
  void a_declared_cloud_takes_the_place_of_a_known_one_of_its_name() {
    var all = clouds(Map.of("global", cloud("microsoft", HERE)));
    assertThat(all.all()).extracting(Cloud::name).containsOnlyOnce("global");
    assertThat(all.named("global").orElseThrow().imap().host()).isEqualTo("localhost");
  }

  @Test
  void accounts_that_name_no_cloud_get_the_one_with_an_app_registration() {
    assertThat(clouds(Map.of("lab", cloud("microsoft", HERE))).usual(AccountType.MICROSOFT_365))
        .extracting(Cloud::name)
        .isEqualTo("global");
    var registered =
        new Clouds(
            List.of(providers.of(AccountType.MICROSOFT_365), providers.of(AccountType.OUTLOOK_COM)),
            Installation.properties(
                Path.of("unused"),
                Map.of("lab", cloud("microsoft", HERE)),
                List.of(new AppRegistrationProperties("lab", "t", "c", null, null, null, null))));
    assertThat(registered.usual(AccountType.MICROSOFT_365).name()).isEqualTo("lab");
    assertThat(registered.usual(AccountType.OUTLOOK_COM).name()).isEqualTo("outlook.com");
  }

  private Clouds clouds(Map<String, CloudProperties> declared) {
    return new Clouds(
        List.of(
            providers.of(AccountType.MICROSOFT_365),
            providers.of(AccountType.OUTLOOK_COM),
            providers.of(AccountType.GMAIL),
            providers.of(AccountType.GENERIC)),
        Installation.properties(Path.of("unused"), declared, List.of()));
  }

  private static CloudProperties cloud(String kind, @Nullable ServerProperties server) {
    return new CloudProperties(
        kind, null, URI.create("https://localhost:8443/"), null, server, server, server, null);
  }
}
