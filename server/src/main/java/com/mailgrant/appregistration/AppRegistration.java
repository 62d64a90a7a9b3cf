package com.mailgrant.appregistration;

import com.mailgrant.organization.OrganizationId;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * As what Mailgrant introduces itself to an authority.
 *
 * @param cloud name of the cloud
 * @param tenant id or domain of the tenant, or a shared name such as {@code common}
 * @param clientId application (client) id
 * @param proof how the client proves itself; the secret part is fetched only where it is used
 * @param certificate PEM of the certificate; null where a secret is used
 * @param expires last day of the secret or certificate; null when nobody entered it
 * @param origin where it came from
 * @param version grows with every edit
 */
public record AppRegistration(
    UUID id,
    OrganizationId organization,
    String cloud,
    String tenant,
    String clientId,
    Proof proof,
    @Nullable String certificate,
    @Nullable LocalDate expires,
    Origin origin,
    long version) {

  /** How a client proves that it is the registered one. */
  public enum Proof {
    /** RFC 6749 2.3.1. */
    SECRET,
    /** RFC 7523 2.2, PS256 with {@code x5t#S256} (facts/microsoft365 2.6). */
    CERTIFICATE
  }

  /** Where a registration came from. */
  public enum Origin {
    /** A person entered it. */
    SCREEN,
    /** {@code mailgrant.app-registrations}; written anew at every start. */
    CONFIGURATION
  }
}
