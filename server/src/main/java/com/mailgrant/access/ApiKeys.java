package com.mailgrant.access;

import com.mailgrant.access.ApiKey.Origin;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.platform.MailgrantProperties;
import com.mailgrant.platform.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Keys for programs. Only a hash is kept: 256 random bits need no slow one. */
@Service
class ApiKeys implements ApplicationRunner, DelegateKeys {
  private final JdbcClient jdbc;
  private final MailgrantProperties properties;
  private final Clock clock;

  ApiKeys(JdbcClient jdbc, MailgrantProperties properties, Clock clock) {
    this.jdbc = jdbc;
    this.properties = properties;
    this.clock = clock;
  }

  /** Registers the key of the configuration, in place of an earlier one. */
  @Override
  public void run(ApplicationArguments arguments) {
    var configured = properties.bootstrap().apiKey();
    if (configured != null) {
      jdbc.sql("delete from api_key where origin = 'CONFIGURATION' and hash <> ?")
          .param(hash(configured))
          .update();
      insert(
          UUID.randomUUID(),
          OrganizationId.FIRST,
          "configuration",
          configured,
          Origin.CONFIGURATION,
          Set.of(Scope.ADMIN),
          null);
    }
  }

  /**
   * A new key; the clear value is never to be had again.
   *
   * @param expiresAt null: never
   */
  Secret create(
      OrganizationId organization, String name, Set<Scope> scopes, @Nullable Instant expiresAt) {
    var key = random();
    insert(UUID.randomUUID(), organization, name, key, Origin.SCREEN, scopes, expiresAt);
    return key;
  }

  @Override
  public Made make(OrganizationId organization, String name, Instant expires) {
    var key = random();
    var id = UUID.randomUUID();
    insert(
        id,
        organization,
        name,
        key,
        Origin.DELEGATION,
        Set.of(Scope.MIGRATION_READ, Scope.MIGRATION_WRITE),
        expires);
    return new Made(id, key.reveal());
  }

  @Override
  public void end(OrganizationId organization, UUID id) {
    revoke(organization, id);
  }

  private static Secret random() {
    var random = new byte[32];
    new SecureRandom().nextBytes(random);
    return new Secret("mg_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random));
  }

  /** The key of a call, if there is one. */
  Optional<ApiKey> use(Secret key) {
    var now = clock.instant();
    var found =
        jdbc.sql("select * from api_key where hash = ?")
            .param(hash(key))
            .query(ApiKeys::key)
            .optional();
    found
        .filter(
            used -> used.lastUsedAt() == null || used.lastUsedAt().isBefore(now.minusSeconds(60)))
        .ifPresent(used ->
            jdbc.sql("update api_key set last_used_at = ? where id = ?")
                .params(now.atOffset(ZoneOffset.UTC), used.id())
                .update());
    return found;
  }

  List<ApiKey> of(OrganizationId organization) {
    return jdbc.sql("select * from api_key where organization_id = ? order by created_at")
        .param(organization.value())
        .query(ApiKeys::key)
        .list();
  }

  void revoke(OrganizationId organization, UUID id) {
    jdbc.sql("delete from api_key where organization_id = ? and id = ?")
        .params(organization.value(), id)
        .update();
  }

  private void insert(
      UUID id,
      OrganizationId organization,
      String name,
      Secret key,
      Origin origin,
      Set<Scope> scopes,
      @Nullable Instant expiresAt) {
    jdbc.sql(
            """
            insert into api_key (id, organization_id, name, hash, origin, scopes, expires_at)
            values (?, ?, ?, ?, ?, ?, ?)
            on conflict (hash) do nothing
            """)
        .param(id)
        .param(organization.value())
        .param(name)
        .param(hash(key))
        .param(origin.name())
        .param(Scope.written(scopes))
        .param(expiresAt == null ? null : expiresAt.atOffset(ZoneOffset.UTC))
        .update();
  }

  private static ApiKey key(ResultSet row, int number) throws SQLException {
    return new ApiKey(
        row.getObject("id", UUID.class),
        new OrganizationId(row.getObject("organization_id", UUID.class)),
        row.getString("name"),
        Origin.valueOf(row.getString("origin")),
        Scope.read(row.getString("scopes")),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        instant(row, "expires_at"),
        instant(row, "last_used_at"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static byte[] hash(Secret key) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(key.reveal().getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
