package com.mailgrant.appregistration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mailgrant.appregistration.AppRegistration.Origin;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.platform.MailgrantProperties.AppRegistrationProperties;
import com.mailgrant.platform.Secret;
import com.mailgrant.testing.Installation;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.DefaultApplicationArguments;

/** What stands in {@code mailgrant.app-registrations} holds from every start on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConfiguredRegistrationsTest {
  private final Installation installation = Installation.start();
  private final AppRegistrations registrations = installation.node().get(AppRegistrations.class);

  @BeforeEach
  void noRegistrations() {
    installation.database().jdbc().sql("delete from app_registration").update();
  }

  @AfterAll
  void stop() {
    installation.close();
  }

  @Test
  void the_first_start_takes_it_over_and_the_next_one_changes_nothing() {
    start(configured("s3cr~t", null, null));
    var first = only();
    start(configured("s3cr~t", null, null));
    assertThat(only().id()).isEqualTo(first.id());
    assertThat(only().origin()).isEqualTo(Origin.CONFIGURATION);
  }

  @Test
  void a_new_secret_in_the_configuration_holds_from_the_next_start_on() {
    start(configured("s3cr~t", null, null));
    start(configured("an0ther", null, null));
    assertThat(registrations.proof(only()))
        .isEqualTo(new ClientProof.SharedSecret(new Secret("an0ther")));
  }

  @Test
  void certificate_and_key_may_lie_in_files(@TempDir Path home) throws Exception {
    var keys = TestKeys.fresh("CN=mailgrant");
    var certificate = Files.writeString(home.resolve("cert.pem"), keys.certificatePem());
    var key = Files.writeString(home.resolve("key.pem"), keys.privateKeyPem());
    start(configured(null, certificate, key));
    assertThat(registrations.proof(only())).isInstanceOf(ClientProof.SigningKey.class);
  }

  @Test
  void what_is_wrong_is_named_with_its_property_and_keeps_the_service_from_starting() {
    assertThatThrownBy(() -> start(configured("0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9", null, null)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("mailgrant.app-registrations[0].clientSecret")
        .hasMessageContaining("Secret ID");
    assertThatThrownBy(() -> start(configured(null, Path.of("/nowhere.pem"), null)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("/nowhere.pem");
  }

  private AppRegistration only() {
    assertThat(registrations.of(OrganizationId.FIRST)).hasSize(1);
    return registrations.of(OrganizationId.FIRST).getFirst();
  }

  private void start(AppRegistrationProperties configured) {
    new ConfiguredRegistrations(
            Installation.properties(Path.of("unused"), Map.of(), List.of(configured)),
            registrations,
            installation.node().get(AppRegistrationTable.class))
        .run(new DefaultApplicationArguments());
  }

  private static AppRegistrationProperties configured(
      @Nullable String secret, @Nullable Path certificate, @Nullable Path key) {
    return new AppRegistrationProperties(
        "lab",
        "contoso.example",
        "client-1",
        secret == null ? null : new Secret(secret),
        certificate,
        key,
        null);
  }
}
