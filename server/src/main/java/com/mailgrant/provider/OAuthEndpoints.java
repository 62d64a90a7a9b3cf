package com.mailgrant.provider;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where the steps of OAuth 2.0 and OpenID Connect happen for one cloud and tenant.
 *
 * @param discovery the OpenID configuration document
 * @param issuer pattern of the {@code iss} claim if discovery says nothing else; {@code {tenantid}}
 *     stands for the token's tenant
 * @param keys the JWK set if discovery says nothing else
 * @param adminConsent null where an administrator cannot consent for everybody by a link
 */
public record OAuthEndpoints(
    URI authorize, URI token, URI discovery, String issuer, URI keys, @Nullable URI adminConsent) {}
