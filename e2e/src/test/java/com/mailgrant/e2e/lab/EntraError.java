package com.mailgrant.e2e.lab;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A refusal in the words of facts/microsoft365 1.5.
 *
 * @param status HTTP status
 * @param error protocol error of RFC 6749 5.2
 * @param code number behind {@code AADSTS}
 * @param text first sentence of {@code error_description}
 */
public record EntraError(int status, String error, int code, String text) {
  /** The grant was withdrawn: somebody must sign in again. */
  public static final EntraError GRANT_REVOKED =
      new EntraError(
          400,
          "invalid_grant",
          50173,
          "The provided grant has expired due to it being revoked, a fresh auth token is needed.");

  /** The secret of the app registration is not the right one. */
  public static final EntraError WRONG_SECRET =
      new EntraError(401, "invalid_client", 7000215, "Invalid client secret provided.");

  static final EntraError UNKNOWN_APPLICATION =
      new EntraError(400, "unauthorized_client", 700016, "Application was not found.");
  static final EntraError WRONG_REDIRECT =
      new EntraError(
          400, "invalid_request", 50011, "The redirect URI does not match one of the registered.");
  static final EntraError CODE_USED =
      new EntraError(
          400, "invalid_grant", 54005, "OAuth2 Authorization code was already redeemed.");
  static final EntraError WRONG_VERIFIER =
      new EntraError(
          400, "invalid_grant", 501481, "The code_verifier does not match the code_challenge.");
  static final EntraError OTHER_TENANT =
      new EntraError(
          400, "invalid_grant", 700005, "The code was issued by another tenant than this one.");
  static final EntraError TOKEN_SPENT =
      new EntraError(
          400, "invalid_grant", 70000, "The provided refresh token has been used before.");
  static final EntraError TWO_RESOURCES =
      new EntraError(400, "invalid_request", 28000, "The scope contains more than one resource.");
  static final EntraError WRONG_SCOPE =
      new EntraError(400, "invalid_scope", 70011, "The provided scope is not valid.");
  static final EntraError NO_CHALLENGE =
      new EntraError(
          400, "invalid_request", 9002325, "Proof Key for Code Exchange is required, with S256.");
  static final EntraError UNKNOWN_GRANT_TYPE =
      new EntraError(
          400, "unsupported_grant_type", 70003, "The app requested an unsupported grant type.");

  /** The JSON object, with a trace, a correlation id and a time of its own. */
  Map<String, Object> toJson(Instant now) {
    var trace = UUID.randomUUID().toString();
    var correlation = UUID.randomUUID().toString();
    var timestamp =
        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC).format(now);
    return Map.of(
        "error", error,
        "error_description",
            "AADSTS%d: %s\r\nTrace ID: %s\r\nCorrelation ID: %s\r\nTimestamp: %s"
                .formatted(code, text, trace, correlation, timestamp),
        "error_codes", List.of(code),
        "timestamp", timestamp,
        "trace_id", trace,
        "correlation_id", correlation);
  }
}
