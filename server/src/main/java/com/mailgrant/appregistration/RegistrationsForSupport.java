package com.mailgrant.appregistration;

import com.mailgrant.organization.OrganizationId;
import com.mailgrant.platform.SupportPart;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** For the support bundle: the app registrations, without what they prove themselves with. */
@Component
class RegistrationsForSupport implements SupportPart {
  private final AppRegistrationTable table;

  RegistrationsForSupport(AppRegistrationTable table) {
    this.table = table;
  }

  @Override
  public String name() {
    return "appRegistrations";
  }

  @Override
  public Object of(UUID organization) {
    return table.of(new OrganizationId(organization)).stream().map(Shown::of).toList();
  }

  /** Nothing in it is secret. */
  record Shown(
      UUID id,
      String cloud,
      String tenant,
      String clientId,
      AppRegistration.Proof proof,
      @Nullable LocalDate expires,
      AppRegistration.Origin origin) {
    static Shown of(AppRegistration registration) {
      return new Shown(
          registration.id(),
          registration.cloud(),
          registration.tenant(),
          registration.clientId(),
          registration.proof(),
          registration.expires(),
          registration.origin());
    }
  }
}
