package com.mailgrant.rehearsal.google;

import com.mailgrant.rehearsal.fault.Script;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A refusal as Google words it (facts/microsoft365 12.5).
 *
 * @param subtype null in most cases
 */
record GoogleError(int status, String error, String description, @Nullable String subtype) {
  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;

  static GoogleError of(int status, String error, String description) {
    return new GoogleError(status, error, description, null);
  }

  /** As a scripted fault says it. */
  static GoogleError of(Script.Refused script) {
    return new GoogleError(script.status(), script.error(), script.text(), script.suberror());
  }

  static GoogleError missing(String name) {
    return of(BAD_REQUEST, "invalid_request", "Missing required parameter: " + name);
  }

  static GoogleError malformed(String what) {
    return of(BAD_REQUEST, "invalid_request", what);
  }

  static GoogleError unsupportedResponseType(String value) {
    return of(BAD_REQUEST, "unsupported_response_type", "Invalid response_type: " + value);
  }

  static GoogleError unsupportedGrantType(String value) {
    return of(BAD_REQUEST, "unsupported_grant_type", "Invalid grant_type: " + value);
  }

  static GoogleError unknownClient() {
    return of(UNAUTHORIZED, "invalid_client", "The OAuth client was not found.");
  }

  static GoogleError deletedClient() {
    return of(UNAUTHORIZED, "deleted_client", "The OAuth client was deleted.");
  }

  static GoogleError disabledClient() {
    return of(UNAUTHORIZED, "unauthorized_client", "The OAuth client was disabled.");
  }

  static GoogleError wrongSecret() {
    return of(UNAUTHORIZED, "invalid_client", "Unauthorized");
  }

  static GoogleError redirectUri(String uri) {
    return of(
        BAD_REQUEST,
        "redirect_uri_mismatch",
        "The redirect URI " + uri + " is not registered for the OAuth client.");
  }

  static GoogleError otherOrganization() {
    return of(
        FORBIDDEN,
        "org_internal",
        "The application can only be used by people of the organization that made it.");
  }

  static GoogleError blockedByAdministrator() {
    return of(
        BAD_REQUEST,
        "admin_policy_enforced",
        "The administrator of the Workspace does not allow the application or one of its scopes.");
  }

  static GoogleError unknownScope(String scope) {
    return of(BAD_REQUEST, "invalid_scope", "Some requested scopes were invalid: " + scope);
  }

  static GoogleError accessDenied() {
    return of(FORBIDDEN, "access_denied", "The person did not allow it.");
  }

  static GoogleError ended() {
    return of(BAD_REQUEST, "invalid_grant", "Token has been expired or revoked.");
  }

  static GoogleError badCode() {
    return of(BAD_REQUEST, "invalid_grant", "Malformed auth code.");
  }

  static GoogleError badVerifier() {
    return of(BAD_REQUEST, "invalid_grant", "Invalid code verifier.");
  }

  /** A session-control policy of the Workspace asks for the person again. */
  static GoogleError reauthenticate() {
    return new GoogleError(BAD_REQUEST, "invalid_grant", "reauth related error", "invalid_rapt");
  }

  static GoogleError badToken() {
    return of(BAD_REQUEST, "invalid_token", "Token expired or revoked");
  }

  /** Body of the token endpoint's answer. */
  Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("error", error);
    json.put("error_description", description);
    if (subtype != null) {
      json.put("error_subtype", subtype);
    }
    return json;
  }
}
