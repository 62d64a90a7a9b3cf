package com.mailgrant.rehearsal.identity;

/** Refusals because of the request or of the application (facts/microsoft365 7.2). */
final class EntraErrors {
  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;

  private EntraErrors() {}

  // Requests that make no sense

  static EntraError fieldMissing(String name) {
    return request(900144, "The request must contain the parameter '" + name + "'.");
  }

  static EntraError wrongVerb() {
    return request(900561, "This address takes POST requests only.");
  }

  static EntraError malformed(String what) {
    return request(9002313, "The request is malformed: " + what);
  }

  static EntraError unsupportedValue(String parameter, String value) {
    return request(90023, "The value '" + value + "' of '" + parameter + "' is not supported.");
  }

  static EntraError resourceParameter() {
    return request(901002, "The parameter 'resource' is not supported here; use 'scope'.");
  }

  static EntraError challengeSize() {
    return request(50147, "The size of the code challenge is invalid.");
  }

  static EntraError unknownTenant(String tenant) {
    return request(
        90002, "Tenant '" + tenant + "' was not found. Check the tenant id and the right cloud.");
  }

  static EntraError tenantMustBeNamed() {
    return request(
        90124, "This request is not supported over /common or /consumers; name one tenant.");
  }

  static EntraError responseType(String value) {
    return value.contains("token")
        ? new EntraError(
            700054,
            "unsupported_response_type",
            BAD_REQUEST,
            "The response type '" + value + "' is not enabled for the application.")
        : new EntraError(
            70005,
            "unsupported_response_type",
            BAD_REQUEST,
            "The response type '" + value + "' is not supported.");
  }

  /** Client credentials take one resource and {@code .default}, at one tenant. */
  static EntraError applicationScope(String scope) {
    return new EntraError(
        1002012,
        "invalid_scope",
        BAD_REQUEST,
        "The provided value for scope "
            + scope
            + " is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).");
  }

  static EntraError grantType(String value) {
    return new EntraError(
        70003,
        "unsupported_grant_type",
        BAD_REQUEST,
        "The grant type '" + value + "' is not supported.");
  }

  // The application

  static EntraError unknownApplication(String clientId) {
    return new EntraError(
        700016,
        "unauthorized_client",
        BAD_REQUEST,
        "No application with the identifier '"
            + clientId
            + "' was found in the directory. It may not be installed there, or the request went to the wrong tenant.");
  }

  static EntraError disabledApplication(String clientId) {
    return new EntraError(
        7000112, "unauthorized_client", BAD_REQUEST, "Application '" + clientId + "' is disabled.");
  }

  static EntraError singleTenant(String clientId) {
    return new EntraError(
        50194,
        "unauthorized_client",
        BAD_REQUEST,
        "Application '"
            + clientId
            + "' is not set up for several tenants. Use the address of its own tenant.");
  }

  static EntraError redirectUri(String uri, String clientId) {
    return request(
        50011,
        "The redirect URI '"
            + uri
            + "' of the request does not match those registered for the application '"
            + clientId
            + "'.");
  }

  static EntraError otherRedirectUri() {
    return new EntraError(
        500112,
        "invalid_client",
        BAD_REQUEST,
        "The reply address does not match the one that was given when the code was asked for.");
  }

  static EntraError wrongSecret(String clientId) {
    return client(
        7000215,
        "The client secret is invalid. Send the secret's value and not its id, for the application '"
            + clientId
            + "'.");
  }

  static EntraError expiredSecret(String clientId) {
    return client(
        7000222, "The client secrets of the application '" + clientId + "' have expired.");
  }

  static EntraError noCredential() {
    return client(7000218, "The request must contain 'client_assertion' or 'client_secret'.");
  }

  static EntraError unknownCertificate(String why) {
    return client(700027, "The client assertion is not accepted: " + why + ".");
  }

  static EntraError assertionForOther() {
    return client(700021, "The client assertion is for another application.");
  }

  static EntraError assertionTime() {
    return client(700024, "The client assertion is not within its valid time range.");
  }

  static EntraError assertionAudience(String expected) {
    return client(50012, "The audience of the client assertion must be " + expected + ".");
  }

  private static EntraError request(int number, String text) {
    return new EntraError(number, "invalid_request", BAD_REQUEST, text);
  }

  private static EntraError client(int number, String text) {
    return new EntraError(number, "invalid_client", UNAUTHORIZED, text);
  }
}
