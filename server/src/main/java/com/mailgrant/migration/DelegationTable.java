package com.mailgrant.migration;

import com.mailgrant.organization.OrganizationId;
import com.mailgrant.platform.Secret;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code migration_delegation}. */
@Repository
class DelegationTable {
  private final JdbcClient jdbc;

  DelegationTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void insert(
      UUID id,
      OrganizationId organization,
      String name,
      Secret token,
      String by,
      Instant now,
      Instant expires,
      @Nullable UUID apiKey) {
    jdbc.sql(
            """
            insert into migration_delegation (id, organization_id, name, token_hash, made_by, made_at, expires_at,
              api_key_id) values (?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .param(id)
        .param(organization.value())
        .param(name)
        .param(LinkToken.hash(token))
        .param(by)
        .param(at(now))
        .param(at(expires))
        .param(apiKey)
        .update();
  }

  /** Newest first. */
  List<Delegation> of(OrganizationId organization) {
    return jdbc.sql(
            "select * from migration_delegation where organization_id = ? order by made_at desc limit 200")
        .param(organization.value())
        .query(DelegationTable::delegation)
        .list();
  }

  Optional<Delegation> find(Secret token) {
    return jdbc.sql("select * from migration_delegation where token_hash = ?")
        .param(LinkToken.hash(token))
        .query(DelegationTable::delegation)
        .optional();
  }

  Optional<Delegation> find(UUID id) {
    return jdbc.sql("select * from migration_delegation where id = ?")
        .param(id)
        .query(DelegationTable::delegation)
        .optional();
  }

  Optional<UUID> apiKey(UUID id) {
    return jdbc.sql(
            "select api_key_id from migration_delegation where id = ? and api_key_id is not null")
        .param(id)
        .query(UUID.class)
        .optional();
  }

  boolean revoke(UUID id, Instant now) {
    return jdbc.sql(
                "update migration_delegation set revoked_at = ? where id = ? and revoked_at is null")
            .params(at(now), id)
            .update()
        == 1;
  }

  void used(UUID id, Instant now) {
    jdbc.sql("update migration_delegation set last_used_at = ? where id = ?")
        .params(at(now), id)
        .update();
  }

  private static Delegation delegation(ResultSet row, int number) throws SQLException {
    return new Delegation(
        row.getObject("id", UUID.class),
        row.getString("name"),
        row.getString("made_by"),
        row.getTimestamp("made_at").toInstant(),
        row.getTimestamp("expires_at").toInstant(),
        instant(row, "revoked_at"),
        instant(row, "last_used_at"),
        row.getObject("api_key_id") != null);
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp value = row.getTimestamp(column);
    return value == null ? null : value.toInstant();
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
