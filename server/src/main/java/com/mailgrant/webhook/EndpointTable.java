package com.mailgrant.webhook;

import com.mailgrant.event.EventFilter;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.platform.Secret;
import com.mailgrant.platform.Sentence;
import com.mailgrant.platform.Vault;
import com.mailgrant.webhook.EndpointRules.Checked;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code webhook_endpoint}. */
@Repository
class EndpointTable {
  private static final Logger LOG = LoggerFactory.getLogger(EndpointTable.class);

  private final JdbcClient jdbc;
  private final Vault vault;

  EndpointTable(JdbcClient jdbc, Vault vault) {
    this.jdbc = jdbc;
    this.vault = vault;
  }

  List<Endpoint> of(OrganizationId organization) {
    return jdbc.sql(
            "select * from webhook_endpoint where organization_id = ? order by created_at, id")
        .param(organization.value())
        .query(EndpointTable::endpoint)
        .list();
  }

  Optional<Endpoint> find(UUID id) {
    return jdbc.sql("select * from webhook_endpoint where id = ?")
        .param(id)
        .query(EndpointTable::endpoint)
        .optional();
  }

  /** Locked until the transaction ends. */
  Optional<Endpoint> lock(UUID id) {
    return jdbc.sql("select * from webhook_endpoint where id = ? for update")
        .param(id)
        .query(EndpointTable::endpoint)
        .optional();
  }

  void insert(UUID id, OrganizationId organization, Checked settings, Secret secret, Instant now) {
    jdbc.sql(
            """
            insert into webhook_endpoint (id, organization_id, url, description, types, accounts, state, state_since,
              secret, created_at)
            values (:id, :organization, :url, :description, :types, :accounts, 'ACTIVE', :now, :secret, :now)
            """)
        .param("id", id)
        .param("organization", organization.value())
        .param("url", settings.url().toString())
        .param("description", settings.description())
        .param("types", settings.filter().types().toArray(String[]::new))
        .param("accounts", settings.filter().accounts().toArray(UUID[]::new))
        .param("secret", vault.seal(secret, secretName(id)))
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  void update(UUID id, Checked settings) {
    jdbc.sql(
            """
            update webhook_endpoint set version = version + 1, url = :url, description = :description,
              types = :types, accounts = :accounts
            where id = :id
            """)
        .param("id", id)
        .param("url", settings.url().toString())
        .param("description", settings.description())
        .param("types", settings.filter().types().toArray(String[]::new))
        .param("accounts", settings.filter().accounts().toArray(UUID[]::new))
        .update();
  }

  void keepState(UUID id, EndpointState state, @Nullable Sentence reason, Instant now) {
    jdbc.sql(
            """
            update webhook_endpoint set version = version + 1, state = ?, state_reason = ?, state_reason_sentence = ?, state_since = ?
            where id = ?
            """)
        .param(state.name())
        .param(reason == null ? null : reason.toString())
        .param(reason == null ? null : reason.stored())
        .param(now.atOffset(ZoneOffset.UTC))
        .param(id)
        .update();
  }

  /**
   * Puts a secret before the present one, which signs too until its time is over; unless it cannot
   * be opened any more.
   */
  void keepSecret(UUID id, Secret fresh, Instant olderUntil) {
    byte[] older = null;
    try {
      older =
          secret(id, "secret", secretName(id))
              .map(present -> vault.seal(present, olderSecretName(id)))
              .orElse(null);
    } catch (Vault.SealBroken e) {
      LOG.warn("The secret of webhook endpoint {} is replaced; it cannot be opened.", id, e);
    }
    jdbc.sql(
            """
            update webhook_endpoint set version = version + 1, secret = ?, older_secret = ?, older_secret_until = ?
            where id = ?
            """)
        .param(vault.seal(fresh, secretName(id)))
        .param(older)
        .param(older == null ? null : olderUntil.atOffset(ZoneOffset.UTC))
        .param(id)
        .update();
  }

  /** What signs now, the newest first. */
  List<Secret> secrets(Endpoint endpoint, Instant now) {
    var secrets = new ArrayList<Secret>();
    secret(endpoint.id(), "secret", secretName(endpoint.id())).ifPresent(secrets::add);
    var until = endpoint.olderSecretUntil();
    if (until != null && until.isAfter(now)) {
      secret(endpoint.id(), "older_secret", olderSecretName(endpoint.id())).ifPresent(secrets::add);
    }
    return secrets;
  }

  void delete(UUID id) {
    jdbc.sql("delete from webhook_endpoint where id = ?").param(id).update();
  }

  private Optional<Secret> secret(UUID id, String column, String boundTo) {
    return jdbc.sql("select " + column + " from webhook_endpoint where id = ?")
        .param(id)
        .query(byte[].class)
        .optional()
        .map(sealed -> vault.open(sealed, boundTo));
  }

  private static String secretName(UUID id) {
    return "webhook_endpoint.secret:" + id;
  }

  private static String olderSecretName(UUID id) {
    return "webhook_endpoint.older_secret:" + id;
  }

  private static Endpoint endpoint(ResultSet row, int number) throws SQLException {
    var olderUntil = row.getTimestamp("older_secret_until");
    return new Endpoint(
        row.getObject("id", UUID.class),
        new OrganizationId(row.getObject("organization_id", UUID.class)),
        URI.create(row.getString("url")),
        row.getString("description"),
        new EventFilter(
            Set.of((String[]) row.getArray("types").getArray()),
            Set.of((UUID[]) row.getArray("accounts").getArray())),
        EndpointState.valueOf(row.getString("state")),
        Sentence.restored(row.getString("state_reason_sentence"), row.getString("state_reason")),
        row.getTimestamp("state_since").toInstant(),
        olderUntil == null ? null : olderUntil.toInstant(),
        row.getLong("version"),
        row.getTimestamp("created_at").toInstant());
  }
}
