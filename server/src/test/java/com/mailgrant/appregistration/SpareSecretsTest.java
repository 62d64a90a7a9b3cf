package com.mailgrant.appregistration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mailgrant.appregistration.SpareSecret.Role;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.Missing;
import com.mailgrant.platform.Refused;
import com.mailgrant.platform.Secret;
import com.mailgrant.testing.Installation;
import com.mailgrant.testing.Reply;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SpareSecretsTest {
  private static final OrganizationId FIRST = OrganizationId.FIRST;

  private final Installation installation = Installation.start();
  private final SpareSecrets spares = installation.node().get(SpareSecrets.class);
  private final AppRegistrations registrations = installation.node().get(AppRegistrations.class);
  private AppRegistration registration = TestRegistrations.configured(installation.node());
  private ClientProof first = registrations.proof(registration);

  @BeforeEach
  void reset() {
    installation.reset();
    registration = TestRegistrations.configured(installation.node());
    first = registrations.proof(registration);
    spares.find(registration, Role.NEXT).ifPresent(_ -> spares.discard(FIRST, registration.id()));
  }

  @AfterAll
  void stop() {
    installation.close();
  }

  @Test
  void a_secret_takes_over_only_after_the_authority_took_it_and_the_old_one_is_kept() {
    enter("second~secret", null);
    assertThatThrownBy(this::switchOver).isInstanceOf(Refused.class);
    assertThat(inUse()).isEqualTo(first);

    refuse("invalid_client", "AADSTS7000215: Invalid client secret.");
    spares.test(FIRST, registration.id());
    assertThatThrownBy(this::switchOver).isInstanceOf(Refused.class);

    refuse("invalid_grant", "AADSTS70000: The grant is invalid.");
    spares.test(FIRST, registration.id());
    switchOver();

    assertThat(inUse()).isEqualTo(new ClientProof.SharedSecret(new Secret("second~secret")));
    assertThat(spares.find(registration, Role.NEXT)).isEmpty();
    assertThat(spares.find(registration, Role.PREVIOUS)).isPresent();

    spares.switchBack(FIRST, registration.id());
    assertThat(inUse()).isEqualTo(first);
    assertThat(spares.find(registration, Role.NEXT))
        .hasValueSatisfying(next -> assertThat(next.accepted()).isFalse());
  }

  @Test
  void a_test_of_a_secret_that_was_replaced_meanwhile_is_no_test_of_the_new_one() {
    enter("second~secret", null);
    refuse("invalid_grant", "AADSTS70000: The grant is invalid.");
    spares.test(FIRST, registration.id());
    installation.clock().tick(Duration.ofSeconds(1));
    enter("third~secret", null);

    assertThatThrownBy(this::switchOver).isInstanceOf(Refused.class);
  }

  @Test
  void the_secret_before_is_gone_at_its_end() {
    enter("second~secret", "2999-01-01");
    refuse("invalid_grant", "AADSTS70000: The grant is invalid.");
    spares.test(FIRST, registration.id());
    switchOver();
    enter("third~secret", null);
    refuse("invalid_grant", "AADSTS70000: The grant is invalid.");
    spares.test(FIRST, registration.id());
    switchOver();
    assertThat(spares.find(registration, Role.PREVIOUS)).isPresent();

    installation.clock().tick(Duration.ofDays(400_000));

    assertThat(spares.find(registration, Role.PREVIOUS)).isEmpty();
    assertThatThrownBy(() -> spares.switchBack(FIRST, registration.id()))
        .isInstanceOf(Missing.class);
  }

  @Test
  void going_back_never_overwrites_a_secret_that_was_entered() {
    enter("second~secret", null);
    refuse("invalid_grant", "AADSTS70000: The grant is invalid.");
    spares.test(FIRST, registration.id());
    switchOver();
    enter("third~secret", null);

    assertThatThrownBy(() -> spares.switchBack(FIRST, registration.id()))
        .isInstanceOf(Refused.class);
    assertThat(spares.find(registration, Role.NEXT)).isPresent();
  }

  @Test
  void a_secret_id_is_refused_and_another_organization_sees_nothing() {
    assertThatThrownBy(() -> enter("0d3c8a3e-2b7e-4f0e-9d43-6f2a54f8b1c7", null))
        .isInstanceOf(InvalidInput.class);
    enter("second~secret", null);

    var stranger = new OrganizationId(UUID.randomUUID());
    assertThatThrownBy(() -> spares.test(stranger, registration.id())).isInstanceOf(Missing.class);
    assertThatThrownBy(() -> spares.switchOver(stranger, registration.id()))
        .isInstanceOf(Missing.class);
  }

  private void enter(String secret, @Nullable String expires) {
    spares.enter(FIRST, registration.id(), new Secret(secret), null, null, expires);
  }

  private void switchOver() {
    spares.switchOver(FIRST, registration.id());
  }

  private ClientProof inUse() {
    return registrations.proof(registrations.get(FIRST, registration.id()));
  }

  private void refuse(String error, String description) {
    installation
        .authority()
        .answerOnce(
            Reply.json(
                400,
                "{\"error\":\"%s\",\"error_description\":\"%s\"}".formatted(error, description)));
  }
}
