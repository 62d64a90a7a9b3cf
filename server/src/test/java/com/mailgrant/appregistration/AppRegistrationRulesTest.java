package com.mailgrant.appregistration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mailgrant.appregistration.AppRegistration.Origin;
import com.mailgrant.appregistration.AppRegistration.Proof;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.InvalidInput.FieldError;
import com.mailgrant.platform.Missing;
import com.mailgrant.platform.Refused;
import com.mailgrant.platform.Secret;
import com.mailgrant.platform.Vault;
import com.mailgrant.testing.Installation;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AppRegistrationRulesTest {
  private static final OrganizationId HERE = OrganizationId.FIRST;
  private static final String SECRET = "abc~DEF.123_-value";
  private static final TestKeys KEYS = TestKeys.fresh("CN=mailgrant");

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
  void a_registration_with_a_secret_is_kept() {
    var registration = create(draft(SECRET));
    assertThat(registration.proof()).isEqualTo(Proof.SECRET);
    assertThat(registration.tenant()).isEqualTo("contoso.example");
    assertThat(registration.clientId()).isEqualTo("client-1");
    assertThat(registration.origin()).isEqualTo(Origin.SCREEN);
    assertThat(registrations.proof(registration))
        .isEqualTo(new ClientProof.SharedSecret(new Secret(SECRET)));
  }

  @Test
  void the_secret_is_nowhere_but_in_the_proof() {
    var registration = create(draft(SECRET));
    assertThat(registration.toString()).doesNotContain(SECRET);
    assertThat(registrations.proof(registration).toString()).doesNotContain(SECRET);
    assertThat(installation.database().everything()).noneMatch(value -> value.contains(SECRET));
  }

  /** Entra shows two columns; people copy the wrong one (facts/diagnosis D20). */
  @Test
  void the_secret_id_pasted_in_place_of_the_value_is_caught() {
    for (var guid :
        new String[] {
          "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9", " 0A1B2C3D-4E5F-6071-8293-A4B5C6D7E8F9\n"
        }) {
      assertThat(message(draft(guid), "clientSecret")).contains("Secret ID", "Value");
    }
    assertThat(registrations.of(HERE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"two words", "line\nbreak", "sécret", "nul\u0000", "tab\there"})
  void what_is_no_secret_is_caught(String secret) {
    assertThat(message(draft(secret), "clientSecret")).contains("no client secret");
    assertThat(message(draft("x".repeat(1025)), "clientSecret")).contains("too long");
  }

  @Test
  void white_space_around_a_secret_is_no_part_of_it() {
    assertThat(registrations.proof(create(draft(" " + SECRET + "\r\n"))))
        .isEqualTo(new ClientProof.SharedSecret(new Secret(SECRET)));
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"   ", "********", "••••••••"})
  void a_masked_secret_posted_back_never_overwrites_the_stored_one(@Nullable String mask) {
    var registration = create(draft(SECRET));
    var after =
        registrations.edit(
            HERE,
            registration.id(),
            new AppRegistrationDraft(
                "lab",
                "other.example",
                "client-1",
                mask == null ? null : new Secret(mask),
                null,
                null,
                null),
            null);
    assertThat(after.tenant()).isEqualTo("other.example");
    assertThat(after.version()).isEqualTo(registration.version() + 1);
    assertThat(registrations.proof(after))
        .isEqualTo(new ClientProof.SharedSecret(new Secret(SECRET)));
    assertThat(message(draft(mask), "clientSecret")).contains("Enter the Value");
  }

  @Test
  void a_corrected_secret_works_at_once() {
    var registration = create(draft(SECRET));
    registrations.edit(HERE, registration.id(), draft("another~value"), null);
    assertThat(registrations.proof(registration))
        .isEqualTo(new ClientProof.SharedSecret(new Secret("another~value")));
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {
        "contoso example",
        "contoso/../evil",
        "contoso?x=1",
        "contoso#x",
        "contoso\r\nx",
        ".contoso",
        "contoso.",
        "ünïcode.example",
        "\u0000"
      })
  void a_tenant_that_would_bend_the_authoritys_address_is_refused(@Nullable String tenant) {
    var draft =
        new AppRegistrationDraft("lab", tenant, "client-1", new Secret(SECRET), null, null, null);
    assertThat(message(draft, "tenant")).contains("Directory (tenant) ID");
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"two words", "line\nbreak", "ünïcode"})
  void a_client_id_that_is_none_is_refused(@Nullable String clientId) {
    assertThat(message(withClientId(clientId), "clientId")).contains("Application (client) ID");
    assertThat(message(withClientId("x".repeat(256)), "clientId")).isNotEmpty();
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"unknown", "LAB"})
  void an_unknown_cloud_is_refused_with_the_choice(@Nullable String cloud) {
    var draft =
        new AppRegistrationDraft(
            cloud, "contoso.example", "client-1", new Secret(SECRET), null, null, null);
    assertThat(message(draft, "cloud")).contains("global", "google", "lab");
  }

  @ParameterizedTest
  @ValueSource(strings = {"31.05.2027", "2027-02-30", "soon", "2027-05"})
  void a_date_that_is_none_is_refused(String expires) {
    var draft =
        new AppRegistrationDraft(
            "lab", "contoso.example", "client-1", new Secret(SECRET), null, null, expires);
    assertThat(message(draft, "expires")).contains("2027-05-31");
  }

  @Test
  void the_last_day_of_a_secret_is_kept() {
    var draft =
        new AppRegistrationDraft(
            "lab", "contoso.example", "client-1", new Secret(SECRET), null, null, "2027-05-31");
    assertThat(create(draft).expires()).isEqualTo(LocalDate.of(2027, 5, 31));
  }

  @Test
  void a_client_is_registered_once_for_a_cloud_and_tenant() {
    create(draft(SECRET));
    assertThat(message(draft("other~value"), "clientId")).contains("already");
    var second = create(withClientId("client-2"));
    assertThatThrownBy(() -> registrations.edit(HERE, second.id(), draft(SECRET), null))
        .isInstanceOf(InvalidInput.class);
  }

  @Test
  void of_several_the_oldest_serves_so_that_a_second_one_changes_nothing() {
    var first = create(draft(SECRET));
    create(withClientId("client-2"));
    assertThat(registrations.forCloud(HERE, "lab")).contains(first);
    assertThat(registrations.forCloud(HERE, "global")).isEmpty();
  }

  @Test
  void a_secret_that_was_moved_to_another_registration_does_not_open() {
    var first = create(draft(SECRET));
    var second = create(withClientId("client-2"));
    installation
        .database()
        .jdbc()
        .sql(
            """
            update app_registration set sealed = (select sealed from app_registration where id = ?)
            where id = ?
            """)
        .params(first.id(), second.id())
        .update();
    assertThatThrownBy(() -> registrations.proof(second)).isInstanceOf(Vault.SealBroken.class);
  }

  @Test
  void of_two_who_edit_at_once_the_second_is_told() {
    var registration = create(draft(SECRET));
    registrations.edit(HERE, registration.id(), draft(""), 1L);
    assertThatThrownBy(() -> registrations.edit(HERE, registration.id(), draft(""), 1L))
        .isInstanceOf(Refused.class);
  }

  @Test
  void another_organization_sees_nothing() {
    var registration = create(draft(SECRET));
    var elsewhere = new OrganizationId(UUID.randomUUID());
    assertThat(registrations.of(elsewhere)).isEmpty();
    assertThatThrownBy(() -> registrations.get(elsewhere, registration.id()))
        .isInstanceOf(Missing.class);
    assertThatThrownBy(() -> registrations.delete(elsewhere, registration.id()))
        .isInstanceOf(Missing.class);
  }

  @Test
  void a_certificate_with_its_key_is_kept_and_tells_its_last_day() {
    var registration = create(certificate(KEYS.certificatePem(), KEYS.privateKeyPem()));
    assertThat(registration.proof()).isEqualTo(Proof.CERTIFICATE);
    assertThat(registration.expires()).isEqualTo(KEYS.lastDay());
    assertThat(registrations.proof(registration))
        .isEqualTo(new ClientProof.SigningKey(KEYS.privateKey(), KEYS.certificate()));
    assertThat(installation.database().everything())
        .noneMatch(value -> value.contains("BEGIN PRIVATE KEY"));
  }

  @Test
  void a_key_that_belongs_to_another_certificate_is_caught() {
    var other = TestKeys.fresh("CN=other");
    assertThat(message(certificate(KEYS.certificatePem(), other.privateKeyPem()), "privateKey"))
        .contains("does not belong");
  }

  @Test
  void a_certificate_without_its_key_is_refused() {
    assertThat(message(certificate(KEYS.certificatePem(), null), "privateKey"))
        .contains("Paste the private key");
  }

  @Test
  void what_is_no_certificate_or_key_is_refused_at_its_field() {
    assertThat(message(certificate("rubbish", KEYS.privateKeyPem()), "certificate"))
        .contains("-----BEGIN CERTIFICATE-----");
    for (var key : new String[] {"rubbish", KEYS.certificatePem(), pem("PRIVATE KEY", "AAAA")}) {
      assertThat(message(certificate(KEYS.certificatePem(), key), "privateKey"))
          .contains("private key");
    }
  }

  @Test
  void either_a_secret_or_a_certificate() {
    var both =
        new AppRegistrationDraft(
            "lab",
            "contoso.example",
            "client-1",
            new Secret(SECRET),
            KEYS.certificatePem(),
            new Secret(KEYS.privateKeyPem()),
            null);
    assertThat(message(both, "certificate")).contains("not both");
  }

  /** Browsers send a text area's lines with CRLF, and leave the key empty since it is not shown. */
  @Test
  void the_certificate_that_the_page_showed_may_be_posted_back_without_its_key() {
    var registration = create(certificate(KEYS.certificatePem(), KEYS.privateKeyPem()));
    var posted = certificate(KEYS.certificatePem().replace("\n", "\r\n"), "");
    var after = registrations.edit(HERE, registration.id(), posted, null);
    assertThat(registrations.proof(after))
        .isEqualTo(new ClientProof.SigningKey(KEYS.privateKey(), KEYS.certificate()));
  }

  @Test
  void a_renewed_certificate_without_its_key_is_refused_and_not_dropped_in_silence() {
    var registration = create(certificate(KEYS.certificatePem(), KEYS.privateKeyPem()));
    var renewed = TestKeys.fresh("CN=renewed");
    var refused =
        catchThrowableOfType(
            InvalidInput.class,
            () ->
                registrations.edit(
                    HERE, registration.id(), certificate(renewed.certificatePem(), null), null));
    assertThat(refused).isNotNull();
    assertThat(refused.errors()).extracting(FieldError::field).containsExactly("privateKey");
    assertThat(registrations.get(HERE, registration.id())).isEqualTo(registration);
  }

  @Test
  void a_secret_may_give_way_to_a_certificate_and_back() {
    var registration = create(draft(SECRET));
    var withCertificate =
        registrations.edit(
            HERE,
            registration.id(),
            certificate(KEYS.certificatePem(), KEYS.privateKeyPem()),
            null);
    assertThat(registrations.proof(withCertificate)).isInstanceOf(ClientProof.SigningKey.class);
    var withSecret = registrations.edit(HERE, registration.id(), draft(SECRET), null);
    assertThat(withSecret.certificate()).isNull();
    assertThat(registrations.proof(withSecret)).isInstanceOf(ClientProof.SharedSecret.class);
  }

  private AppRegistration create(AppRegistrationDraft draft) {
    return registrations.create(HERE, draft, Origin.SCREEN);
  }

  private String message(AppRegistrationDraft draft, String field) {
    var refused = catchThrowableOfType(InvalidInput.class, () -> create(draft));
    assertThat(refused).as("%s should be refused", draft).isNotNull();
    assertThat(refused.errors()).extracting(FieldError::field).contains(field);
    return refused.errors().stream()
        .filter(error -> error.field().equals(field))
        .map(FieldError::message)
        .reduce("", (a, b) -> a + " " + b)
        .strip();
  }

  private static AppRegistrationDraft draft(@Nullable String secret) {
    return new AppRegistrationDraft(
        "lab",
        "contoso.example",
        "client-1",
        secret == null ? null : new Secret(secret),
        null,
        null,
        null);
  }

  private static AppRegistrationDraft withClientId(@Nullable String clientId) {
    return new AppRegistrationDraft(
        "lab", "contoso.example", clientId, new Secret(SECRET), null, null, null);
  }

  private static AppRegistrationDraft certificate(String certificate, @Nullable String key) {
    return new AppRegistrationDraft(
        "lab",
        "contoso.example",
        "client-1",
        null,
        certificate,
        key == null ? null : new Secret(key),
        null);
  }

  private static String pem(String label, String body) {
    return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
  }
}
