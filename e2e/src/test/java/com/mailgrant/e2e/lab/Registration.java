package com.mailgrant.e2e.lab;

import java.util.Set;

/**
 * An application as it is registered at the identity provider.
 *
 * @param clientId GUID
 * @param clientSecret sent in the body of the token request ({@code client_secret_post})
 * @param redirectUris compared character by character (RFC 9700 2.1)
 */
public record Registration(String clientId, String clientSecret, Set<String> redirectUris) {
  @Override
  public String toString() {
    return "Registration[" + clientId + ", " + redirectUris + "]";
  }
}
