package com.mailgrant.webhook;

import com.mailgrant.event.EventFilter;
import com.mailgrant.organization.OrganizationId;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody wants to be told.
 *
 * @param stateReason why it is disabled, for a person
 * @param olderSecretUntil how long deliveries are signed with the secret before this one too
 * @param version of the settings; grows with every edit, also with a change of the state
 */
record Endpoint(
    UUID id,
    OrganizationId organization,
    URI url,
    String description,
    EventFilter filter,
    EndpointState state,
    @Nullable String stateReason,
    Instant stateSince,
    @Nullable Instant olderSecretUntil,
    long version,
    Instant createdAt) {}
