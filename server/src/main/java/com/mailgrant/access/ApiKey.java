package com.mailgrant.access;

import com.mailgrant.organization.OrganizationId;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key for a program, without what opens.
 *
 * @param origin whether it came from a screen or from the configuration
 * @param expiresAt from then on it opens nothing; null: never
 * @param lastUsedAt to the minute
 */
record ApiKey(
    UUID id,
    OrganizationId organization,
    String label,
    Origin origin,
    Set<Scope> scopes,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant lastUsedAt)
    implements Principal {
  ApiKey {
    scopes = Set.copyOf(scopes);
  }

  /** For the history. */
  @Override
  public String getName() {
    return "API key " + label;
  }

  /** Whether its time is over. */
  public boolean expired(Instant now) {
    return expiresAt != null && !now.isBefore(expiresAt);
  }

  /** In the order in which the page offers them. */
  public List<Scope> orderedScopes() {
    return scopes.stream().sorted().toList();
  }

  enum Origin {
    SCREEN,
    CONFIGURATION,
    /** Of somebody who works at the migration plan for a time. */
    DELEGATION
  }
}
