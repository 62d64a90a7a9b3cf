package com.mailgrant.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mailgrant.platform.PlatformConfiguration.SecretConverter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.convert.ApplicationConversionService;

/** Everything under {@code mailgrant}, as the configuration's page documents it. */
class SettingsTest {
  @Test
  void without_any_setting_the_defaults_hold() {
    var settings = bound(Map.of());
    assertThat(settings.publicUrl()).isEqualTo("http://localhost:8080");
    assertThat(settings.dataDir()).isEqualTo(Path.of("data"));
    assertThat(settings.bootstrap().adminPassword()).isNull();
    assertThat(settings.bootstrap().apiKey()).isNull();
    assertThat(settings.trust().caFile()).isNull();
    assertThat(settings.clouds()).isEmpty();
    assertThat(settings.appRegistrations()).isEmpty();
    assertThat(settings.network().allowPrivateHosts()).isFalse();
    assertThat(settings.encryption().keysetFile()).isNull();
    assertThat(settings.support().email()).isNull();
    assertThat(settings.health().every()).isEqualTo(Duration.ofHours(1));
    assertThat(settings.health().grace()).isEqualTo(Duration.ofMinutes(10));
    assertThat(settings.health().recipients()).isEmpty();
  }

  @Test
  void every_setting_arrives() {
    var settings =
        bound(
            Map.ofEntries(
                Map.entry("mailgrant.public-url", "https://mail.contoso.example/"),
                Map.entry("mailgrant.data-dir", "/srv/mailgrant"),
                Map.entry("mailgrant.bootstrap.admin-password", "right horse"),
                Map.entry("mailgrant.bootstrap.api-key", "mg_key"),
                Map.entry("mailgrant.trust.ca-file", "/etc/ca.pem"),
                Map.entry("mailgrant.network.allow-private-hosts", "true"),
                Map.entry("mailgrant.encryption.keyset-file", "/etc/keyset.json"),
                Map.entry("mailgrant.support.email", "help@contoso.example"),
                Map.entry("mailgrant.health.every", "15m"),
                Map.entry("mailgrant.health.grace", "0s"),
                Map.entry("mailgrant.health.notify", "it@contoso.example, anna@contoso.example"),
                Map.entry("mailgrant.clouds.lab.kind", "microsoft"),
                Map.entry("mailgrant.clouds.lab.authority", "https://localhost:8443"),
                Map.entry("mailgrant.clouds.lab.resource", "https://outlook.office.com"),
                Map.entry("mailgrant.clouds.lab.imap.host", "localhost"),
                Map.entry("mailgrant.clouds.lab.imap.port", "10993"),
                Map.entry("mailgrant.clouds.lab.imap.security", "tls"),
                Map.entry("mailgrant.clouds.lab.smtp.host", "localhost"),
                Map.entry("mailgrant.clouds.lab.files-sent-copy", "true"),
                Map.entry("mailgrant.app-registrations[0].cloud", "lab"),
                Map.entry("mailgrant.app-registrations[0].tenant", "contoso"),
                Map.entry("mailgrant.app-registrations[0].client-id", "id-1"),
                Map.entry("mailgrant.app-registrations[0].client-secret", "s3cr~t"),
                Map.entry("mailgrant.app-registrations[0].secret-expires", "2027-05-31")));
    assertThat(settings.publicUrl()).isEqualTo("https://mail.contoso.example");
    assertThat(settings.redirectUri()).isEqualTo("https://mail.contoso.example/oauth2/callback");
    assertThat(settings.dataDir()).isEqualTo(Path.of("/srv/mailgrant"));
    assertThat(settings.bootstrap().adminPassword()).isEqualTo(new Secret("right horse"));
    assertThat(settings.bootstrap().apiKey()).isEqualTo(new Secret("mg_key"));
    assertThat(settings.trust().caFile()).isEqualTo(Path.of("/etc/ca.pem"));
    assertThat(settings.network().allowPrivateHosts()).isTrue();
    assertThat(settings.encryption().keysetFile()).isEqualTo(Path.of("/etc/keyset.json"));
    assertThat(settings.support().email()).isEqualTo("help@contoso.example");
    assertThat(settings.health().every()).isEqualTo(Duration.ofMinutes(15));
    assertThat(settings.health().grace()).isEqualTo(Duration.ZERO);
    assertThat(settings.health().recipients())
        .containsExactly("it@contoso.example", "anna@contoso.example");
    assertThat(settings.clouds().get("lab"))
        .isEqualTo(
            new MailgrantProperties.CloudProperties(
                "microsoft",
                null,
                URI.create("https://localhost:8443"),
                "https://outlook.office.com",
                new MailgrantProperties.ServerProperties("localhost", 10993, "tls"),
                null,
                new MailgrantProperties.ServerProperties("localhost", null, null),
                true));
    assertThat(settings.appRegistrations())
        .containsExactly(
            new MailgrantProperties.AppRegistrationProperties(
                "lab",
                "contoso",
                "id-1",
                new Secret("s3cr~t"),
                null,
                null,
                LocalDate.of(2027, 5, 31)));
  }

  @Test
  void proofs_without_a_pause_are_refused() {
    assertThatThrownBy(() -> bound(Map.of("mailgrant.health.every", "0s")))
        .hasStackTraceContaining("mailgrant.health.every must be at least 1s");
    assertThatThrownBy(() -> bound(Map.of("mailgrant.health.grace", "-1m")))
        .hasStackTraceContaining("mailgrant.health.grace must not be negative");
  }

  @Test
  void printing_the_settings_shows_no_secret() {
    var settings =
        bound(
            Map.of(
                "mailgrant.bootstrap.admin-password", "right horse",
                "mailgrant.bootstrap.api-key", "mg_key",
                "mailgrant.app-registrations[0].cloud", "lab",
                "mailgrant.app-registrations[0].tenant", "contoso",
                "mailgrant.app-registrations[0].client-id", "id-1",
                "mailgrant.app-registrations[0].client-secret", "s3cr~t"));
    assertThat(settings.toString()).doesNotContain("horse", "mg_key", "s3cr~t");
  }

  @Test
  void a_value_of_the_wrong_type_is_named() {
    assertThatThrownBy(() ->
            bound(
                Map.of(
                    "mailgrant.clouds.lab.kind", "microsoft",
                    "mailgrant.clouds.lab.authority", "https://localhost",
                    "mailgrant.clouds.lab.imap.host", "localhost",
                    "mailgrant.clouds.lab.imap.port", "many")))
        .isInstanceOf(BindException.class)
        .hasStackTraceContaining("mailgrant.clouds.lab.imap.port");
  }

  private static MailgrantProperties bound(Map<String, String> values) {
    var conversions = new ApplicationConversionService();
    conversions.addConverter(new SecretConverter());
    return new Binder(
            java.util.List.of(new MapConfigurationPropertySource(values)), null, conversions)
        .bindOrCreate("mailgrant", MailgrantProperties.class);
  }
}
