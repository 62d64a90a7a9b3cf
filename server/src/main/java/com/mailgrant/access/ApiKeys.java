package com.mailgrant.access;

import com.mailgrant.organization.OrganizationId;
import com.mailgrant.platform.MailgrantProperties;
import com.mailgrant.platform.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Keys for programs. Only a hash is kept: 256 random bits need no slow one. */
@Service
class ApiKeys implements ApplicationRunner {
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
      insert("configuration", configured, "CONFIGURATION");
    }
  }

  /** A new key; the clear value is never to be had again. */
  Secret create(String name) {
    var random = new byte[32];
    new SecureRandom().nextBytes(random);
    var key = new Secret("mg_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    insert(name, key, "SCREEN");
    return key;
  }

  /** The name of the key, if it is one. */
  Optional<String> nameOf(Secret key) {
    var found =
        jdbc.sql("select name from api_key where hash = ?")
            .param(hash(key))
            .query(String.class)
            .optional();
    if (found.isPresent()) {
      var now = clock.instant();
      jdbc.sql(
              "update api_key set last_used_at = ? where hash = ? and (last_used_at is null or last_used_at < ?)")
          .params(
              now.atOffset(ZoneOffset.UTC),
              hash(key),
              now.minusSeconds(60).atOffset(ZoneOffset.UTC))
          .update();
    }
    return found;
  }

  List<Listed> all() {
    return jdbc.sql(
            "select id, name, origin, created_at, last_used_at from api_key order by created_at")
        .query((row, _) ->
            new Listed(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("origin"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("last_used_at") == null
                    ? null
                    : row.getTimestamp("last_used_at").toInstant()))
        .list();
  }

  void revoke(UUID id) {
    jdbc.sql("delete from api_key where id = ?").param(id).update();
  }

  private void insert(String name, Secret key, String origin) {
    jdbc.sql(
            """
            insert into api_key (id, organization_id, name, hash, origin) values (?, ?, ?, ?, ?)
            on conflict (hash) do nothing
            """)
        .params(UUID.randomUUID(), OrganizationId.FIRST.value(), name, hash(key), origin)
        .update();
  }

  private static byte[] hash(Secret key) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(key.reveal().getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** A key as the page lists it. */
  record Listed(
      UUID id, String name, String origin, Instant createdAt, @Nullable Instant lastUsedAt) {}
}
