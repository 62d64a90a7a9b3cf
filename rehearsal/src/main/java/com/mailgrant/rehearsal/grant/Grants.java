package com.mailgrant.rehearsal.grant;

import com.mailgrant.rehearsal.RehearsalClock;
import com.mailgrant.rehearsal.platform.DataDirectory;
import com.mailgrant.rehearsal.platform.JsonFile;
import com.mailgrant.rehearsal.platform.RandomText;
import com.mailgrant.rehearsal.registration.Registration.Authority;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Grants and their refresh tokens. Only hashes are kept; every change is on disk before a token
 * goes out, so a restart loses no grant. Thread-safe.
 */
@Component
public class Grants {
  /** Sliding; facts/microsoft365 3.1. */
  private static final Duration MICROSOFT_LIFE = Duration.ofDays(90);

  /** Sliding; facts/microsoft365 12.4. */
  private static final Duration GOOGLE_LIFE = Duration.ofDays(182);

  /**
   * Old ones keep working (facts/microsoft365 3.2), but the file must not grow for ever; the oldest
   * go first.
   */
  private static final int MOST_TOKENS_OF_A_GRANT = 200;

  /** A dead grant is remembered so long, so that its tokens are refused with the right reason. */
  private static final Duration REMEMBER_DEAD = Duration.ofDays(400);

  private final JsonFile<Kept> file;
  private final Clock clock;
  private final Map<String, Grant> grants = new LinkedHashMap<>();

  Grants(DataDirectory data, RehearsalClock clock) {
    this.clock = clock;
    file = new JsonFile<>(data, "grants.json", Kept.class);
    file.read()
        .map(Kept::grants)
        .ifPresent(kept -> kept.forEach(grant -> grants.put(grant.id(), grant)));
  }

  /** A grant without a refresh token yet. */
  public synchronized Grant begin(
      Authority authority, String person, String clientId, List<String> scopes) {
    var grant =
        new Grant(
            UUID.randomUUID().toString(),
            authority,
            person,
            clientId,
            scopes,
            clock.instant(),
            null,
            Map.of());
    keep(grant);
    return grant;
  }

  /** One more refresh token for the grant. */
  public synchronized String issueRefreshToken(Grant grant) {
    var token =
        switch (grant.authority()) {
          // As long as the real ones, which do not fit into a varchar(1000).
          case MICROSOFT -> "1.AX" + RandomText.ofBytes(900);
          case GOOGLE -> "1//0" + RandomText.ofBytes(70);
        };
    var current = grants.getOrDefault(grant.id(), grant);
    var tokens = new LinkedHashMap<>(current.refreshTokens());
    tokens.put(RandomText.hash(token), clock.instant().plus(life(grant)));
    var oldest = tokens.keySet().iterator();
    while (tokens.size() > MOST_TOKENS_OF_A_GRANT) {
      oldest.next();
      oldest.remove();
    }
    keep(current.with(tokens));
    return token;
  }

  /** What a refresh token is worth. */
  public synchronized RefreshToken find(Authority authority, String token) {
    var hash = RandomText.hash(token);
    return grants.values().stream()
        .filter(grant -> grant.authority() == authority)
        .filter(grant -> grant.refreshTokens().containsKey(hash))
        .findFirst()
        .<RefreshToken>map(grant -> judged(grant, hash))
        .orElseGet(RefreshToken.Unknown::new);
  }

  /** Using a token makes it live longer, in case the client never keeps the next one. */
  public synchronized void used(Grant grant, String token) {
    var tokens = new LinkedHashMap<>(grants.getOrDefault(grant.id(), grant).refreshTokens());
    tokens.replace(RandomText.hash(token), clock.instant().plus(life(grant)));
    keep(grants.getOrDefault(grant.id(), grant).with(tokens));
  }

  /** Whether access tokens of this grant still count. */
  public synchronized boolean isLive(String id) {
    return Optional.ofNullable(grants.get(id))
        .filter(grant -> grant.revokedAt() == null)
        .isPresent();
  }

  /** Ends all grants of a person, as a password reset by an administrator does. */
  public synchronized int revokeAll(String person) {
    var struck =
        grants.values().stream()
            .filter(grant -> grant.revokedAt() == null && grant.person().equals(person))
            .toList();
    struck.forEach(grant -> grants.put(grant.id(), grant.revoked(clock.instant())));
    write();
    return struck.size();
  }

  /** Ends one grant. */
  public synchronized void revoke(Grant grant) {
    keep(grants.getOrDefault(grant.id(), grant).revoked(clock.instant()));
  }

  /** Ends the grant with this id, if there is one. */
  public synchronized void revoke(String id) {
    Optional.ofNullable(grants.get(id)).ifPresent(this::revoke);
  }

  private RefreshToken judged(Grant grant, String hash) {
    var revoked = grant.revokedAt();
    if (revoked != null) {
      return new RefreshToken.Revoked(grant, revoked);
    }
    var goodUntil = grant.refreshTokens().getOrDefault(hash, Instant.EPOCH);
    return goodUntil.isAfter(clock.instant())
        ? new RefreshToken.Good(grant)
        : new RefreshToken.Unused(grant, goodUntil.minus(life(grant)));
  }

  private static Duration life(Grant grant) {
    return switch (grant.authority()) {
      case MICROSOFT -> MICROSOFT_LIFE;
      case GOOGLE -> GOOGLE_LIFE;
    };
  }

  private void keep(Grant grant) {
    grants.put(grant.id(), grant);
    write();
  }

  private void write() {
    var forgetBefore = clock.instant().minus(REMEMBER_DEAD);
    grants.values().removeIf(grant -> grant.signedInAt().isBefore(forgetBefore) && isDead(grant));
    file.write(new Kept(List.copyOf(grants.values())));
  }

  private boolean isDead(Grant grant) {
    var now = clock.instant();
    return grant.revokedAt() != null
        || grant.refreshTokens().values().stream().noneMatch(until -> until.isAfter(now));
  }

  /** What stands in the file. */
  record Kept(List<Grant> grants) {}
}
