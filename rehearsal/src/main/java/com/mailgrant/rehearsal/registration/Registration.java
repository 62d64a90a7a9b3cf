package com.mailgrant.rehearsal.registration;

import java.util.ArrayList;
import java.util.List;

/**
 * An application as registered (facts/microsoft365 9).
 *
 * @param authority which of the two identity providers knows it
 * @param clientId the application id
 * @param displayName as it stands on consent pages
 * @param certificates PEM, for private_key_jwt
 */
public record Registration(
    Authority authority,
    String clientId,
    String displayName,
    List<ClientSecret> secrets,
    List<String> certificates,
    List<String> redirectUris) {

  /** Whose shape an identity provider has. */
  public enum Authority {
    MICROSOFT,
    GOOGLE
  }

  public Registration {
    secrets = List.copyOf(secrets);
    certificates = List.copyOf(certificates);
    redirectUris = List.copyOf(redirectUris);
  }

  Registration withRedirectUri(String uri) {
    return redirectUris.contains(uri)
        ? this
        : new Registration(
            authority, clientId, displayName, secrets, certificates, plus(redirectUris, uri));
  }

  Registration withCertificate(String pem) {
    return new Registration(
        authority, clientId, displayName, secrets, plus(certificates, pem), redirectUris);
  }

  Registration withSecret(ClientSecret secret) {
    return new Registration(
        authority, clientId, displayName, plus(secrets, secret), certificates, redirectUris);
  }

  private static <T> List<T> plus(List<T> list, T element) {
    var longer = new ArrayList<>(list);
    longer.add(element);
    return longer;
  }
}
