package com.mailgrant.appregistration;

import com.mailgrant.organization.OrganizationId;
import com.mailgrant.platform.Secret;
import com.mailgrant.testing.Node;
import org.springframework.boot.DefaultApplicationArguments;

/** App registrations for the tests of other packages. */
public final class TestRegistrations {
  private TestRegistrations() {}

  /** The one of the configuration, taken over as at a start. */
  public static AppRegistration configured(Node node) {
    node.get(ConfiguredRegistrations.class).run(new DefaultApplicationArguments());
    return node.get(AppRegistrations.class).of(OrganizationId.FIRST).getFirst();
  }

  /** Keeps a second secret beside the one in use. */
  public static void enterNext(Node node, AppRegistration registration, String secret) {
    node.get(SpareSecrets.class)
        .enter(
            registration.organization(), registration.id(), new Secret(secret), null, null, null);
  }

  /** Deletes it. */
  public static void delete(Node node, AppRegistration registration) {
    node.get(AppRegistrations.class).delete(registration.organization(), registration.id());
  }
}
