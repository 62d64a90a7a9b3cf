package com.mailgrant.rehearsal.identity;

import com.mailgrant.rehearsal.directory.Person;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Refusals because of people, consent, codes and tokens (facts/microsoft365 7.1, 7.3). */
final class GrantErrors {
  private static final int BAD_REQUEST = 400;

  private GrantErrors() {}

  // Scopes and consent

  static EntraError noScope() {
    return scope(70011, "The value of 'scope' is empty or not valid.");
  }

  static EntraError unknownScope(String permission, String resource) {
    return new EntraError(
        650053,
        "invalid_client",
        BAD_REQUEST,
        "The application asked for the scope '"
            + permission
            + "', which does not exist on the resource '"
            + resource
            + "'.");
  }

  static EntraError unknownResource(String resource) {
    return new EntraError(
        500011,
        "invalid_resource",
        BAD_REQUEST,
        "The resource '" + resource + "' was not found in the tenant.");
  }

  static EntraError twoResources(Person person) {
    var text = "The value of 'scope' is not valid: it contains more than one resource.";
    return person.home() == Person.Home.OUTLOOK_COM ? scope(70011, text) : scope(28000, text);
  }

  static EntraError noConsent(String clientId) {
    return new EntraError(
        65001,
        "invalid_grant",
        BAD_REQUEST,
        "Neither the person nor an administrator has consented to the application '"
            + clientId
            + "'. Send an interactive sign-in request.",
        "consent_required",
        null);
  }

  static EntraError declined() {
    return new EntraError(
        65004, "access_denied", BAD_REQUEST, "The person declined to consent to the application.");
  }

  static EntraError administratorNeeded(String displayName) {
    return new EntraError(
        90094,
        "access_denied",
        BAD_REQUEST,
        "Only an administrator can grant what the application '" + displayName + "' asks for.");
  }

  // People

  static EntraError nobodySignedIn() {
    return new EntraError(
        50058,
        "login_required",
        BAD_REQUEST,
        "A silent sign-in was asked for, but nobody is signed in.");
  }

  static EntraError interactionNeeded() {
    return new EntraError(
        65001,
        "consent_required",
        BAD_REQUEST,
        "The sign-in needs a person, but none may be asked.");
  }

  static EntraError notInTenant(String person) {
    return grant(50020, "The account '" + person + "' does not exist in the tenant.");
  }

  static EntraError multiFactor(String resource) {
    return new EntraError(
        50076,
        "invalid_grant",
        BAD_REQUEST,
        "A change by the administrator, or a new place, asks for multi-factor authentication to reach '"
            + resource
            + "'.",
        "basic_action",
        "{\"access_token\":{\"capolids\":{\"essential\":true,\"values\":[\"0ca00000-0000-4000-8000-000000000001\"]}}}");
  }

  static EntraError conditionalAccess() {
    return new EntraError(
        53003,
        "access_denied",
        BAD_REQUEST,
        "Conditional Access policies block access; they do not allow a token to be issued.",
        "message_only",
        "{\"access_token\":{\"capolids\":{\"essential\":true,\"values\":[\"0ca00000-0000-4000-8000-000000000002\"]}}}");
  }

  // Codes and tokens

  static EntraError otherTenantsCode() {
    return grant(700005, "The code was issued for another tenant.");
  }

  static EntraError usedCode() {
    return grant(54005, "The code was already redeemed.");
  }

  static EntraError expiredCode() {
    return grant(70008, "The code has expired. Codes are good for ten minutes.");
  }

  static EntraError invalidGrant() {
    return grant(70000, "The grant is invalid or malformed.");
  }

  static EntraError otherVerifier() {
    return grant(501481, "The code verifier does not match the code challenge.");
  }

  static EntraError unusedToken(Instant lastUsed) {
    return grant(
        700082,
        "The refresh token has expired, because nobody used it. It was issued or last used on "
            + seconds(lastUsed)
            + " and was inactive for 90.00:00:00.");
  }

  static EntraError revokedToken(Instant issued, Instant revoked) {
    return grant(
        50173,
        "The grant has expired, because it was revoked. A new sign-in is needed. The grant was issued on "
            + seconds(issued)
            + " and the TokensValidFrom date of the person is "
            + seconds(revoked)
            + ".");
  }

  static EntraError endedWithoutNumber() {
    return grant(0, "The grant is no longer valid.");
  }

  // Device code (facts/microsoft365 1.4 and 7.3)

  static EntraError devicePending() {
    return new EntraError(
        70016,
        "authorization_pending",
        BAD_REQUEST,
        "The person has not finished the sign-in yet.");
  }

  static EntraError deviceDeclined() {
    return new EntraError(
        65004, "authorization_declined", BAD_REQUEST, "The person declined the sign-in.");
  }

  static EntraError deviceUnknown() {
    return new EntraError(
        70018, "bad_verification_code", BAD_REQUEST, "The verification code is not known.");
  }

  static EntraError deviceExpired() {
    return new EntraError(
        70019, "expired_token", BAD_REQUEST, "The verification code has expired.");
  }

  private static EntraError scope(int number, String text) {
    return new EntraError(number, "invalid_scope", BAD_REQUEST, text);
  }

  private static EntraError grant(int number, String text) {
    return new EntraError(number, "invalid_grant", BAD_REQUEST, text);
  }

  private static String seconds(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
