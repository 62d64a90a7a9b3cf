package com.mailgrant.rehearsal.identity;

import com.mailgrant.rehearsal.RehearsalClock;
import com.mailgrant.rehearsal.fault.Fault;
import com.mailgrant.rehearsal.fault.Faults;
import com.mailgrant.rehearsal.fault.Place;
import com.mailgrant.rehearsal.platform.RandomText;
import com.mailgrant.rehearsal.registration.ClientSecret;
import com.mailgrant.rehearsal.registration.Registration;
import com.mailgrant.rehearsal.registration.Registration.Authority;
import com.mailgrant.rehearsal.registration.Registrations;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Whether the application is who it says (facts/microsoft365 1.4, 2.6, 7.2). */
@Component
class ClientAuthentication {
  static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  private final Registrations registrations;
  private final ClientAssertions assertions;
  private final Faults faults;
  private final Clock clock;

  ClientAuthentication(
      Registrations registrations,
      ClientAssertions assertions,
      Faults faults,
      RehearsalClock clock) {
    this.registrations = registrations;
    this.assertions = assertions;
    this.faults = faults;
    this.clock = clock;
  }

  /**
   * @throws Refusal if there is no such application, or it has no proof
   */
  Registration authenticate(TokenRequest request) {
    var registration = known(request);
    strike(request.person(), registration);
    var assertion = request.parameters().find("client_assertion");
    var secret = request.clientSecret();
    if (assertion.isPresent()) {
      if (!request.parameters().text("client_assertion_type").equals(ASSERTION_TYPE)) {
        throw request.refuse(
            EntraErrors.unsupportedValue(
                "client_assertion_type", request.parameters().text("client_assertion_type")));
      }
      assertions.check(assertion.get(), registration, request);
    } else if (secret.isPresent()) {
      check(secret.get(), registration, request);
    } else {
      throw request.refuse(EntraErrors.noCredential());
    }
    return registration;
  }

  /** The application without a proof, as the device flow's first step takes it. */
  Registration known(TokenRequest request) {
    var clientId = request.clientId();
    if (clientId.isEmpty()) {
      throw request.refuse(EntraErrors.fieldMissing("client_id"));
    }
    return registrations
        .find(Authority.MICROSOFT, clientId)
        .orElseThrow(() -> request.refuse(EntraErrors.unknownApplication(clientId)));
  }

  private void check(String secret, Registration registration, TokenRequest request) {
    Optional<ClientSecret> match =
        registration.secrets().stream()
            .filter(candidate -> RandomText.same(candidate.value(), secret))
            .findFirst();
    if (match.isEmpty()) {
      throw request.refuse(EntraErrors.wrongSecret(registration.clientId()));
    }
    if (!match.get().endsAt().isAfter(clock.instant())) {
      throw request.refuse(EntraErrors.expiredSecret(registration.clientId()));
    }
  }

  private void strike(String person, Registration registration) {
    faults
        .refusalAt(Place.TOKEN, person)
        .ifPresent(script -> {
          throw new Refusal(EntraError.of(script), person);
        });
    var clientId = registration.clientId();
    strike(Fault.APPLICATION_UNKNOWN, person, EntraErrors.unknownApplication(clientId));
    strike(Fault.APPLICATION_DISABLED, person, EntraErrors.disabledApplication(clientId));
    strike(Fault.SINGLE_TENANT_APPLICATION, person, EntraErrors.singleTenant(clientId));
    strike(Fault.WRONG_CLIENT_SECRET, person, EntraErrors.wrongSecret(clientId));
    strike(Fault.EXPIRED_CLIENT_SECRET, person, EntraErrors.expiredSecret(clientId));
    strike(
        Fault.CERTIFICATE_NOT_ACCEPTED,
        person,
        EntraErrors.unknownCertificate("the key was not found by its thumbprint"));
  }

  private void strike(Fault fault, String person, EntraError error) {
    if (faults.strikes(fault, person)) {
      throw new Refusal(error, person);
    }
  }
}
