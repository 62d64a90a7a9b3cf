package com.mailgrant.e2e.lab;

import java.util.Set;

/**
 * One request that reached the token endpoint.
 *
 * @param grantType {@code authorization_code} or {@code refresh_token}
 * @param scopes what was asked for, empty if nothing was said
 * @param status HTTP status of the answer; 0 if none was sent
 */
public record TokenRequest(String grantType, Set<String> scopes, int status) {}
