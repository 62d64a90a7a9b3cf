package com.mailgrant.appregistration;

import com.mailgrant.appregistration.AppRegistration.Origin;
import com.mailgrant.appregistration.AppRegistration.Proof;
import com.mailgrant.appregistration.AppRegistrationRules.Checked;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.platform.Secret;
import com.mailgrant.platform.Vault;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code app_registration}. */
@Repository
class AppRegistrationTable {
  private final JdbcClient jdbc;
  private final Vault vault;

  AppRegistrationTable(JdbcClient jdbc, Vault vault) {
    this.jdbc = jdbc;
    this.vault = vault;
  }

  List<AppRegistration> of(OrganizationId organization) {
    return jdbc.sql(
            "select * from app_registration where organization_id = ? order by cloud, created_at, id")
        .param(organization.value())
        .query(AppRegistrationTable::registration)
        .list();
  }

  Optional<AppRegistration> find(UUID id) {
    return jdbc.sql("select * from app_registration where id = ?")
        .param(id)
        .query(AppRegistrationTable::registration)
        .optional();
  }

  Optional<AppRegistration> configured(
      OrganizationId organization, String cloud, String tenant, String clientId) {
    return of(organization).stream()
        .filter(registration -> registration.cloud().equals(cloud))
        .filter(registration -> registration.tenant().equals(tenant))
        .filter(registration -> registration.clientId().equals(clientId))
        .findFirst();
  }

  void insert(UUID id, OrganizationId organization, Checked checked, Origin origin) {
    jdbc.sql(
            """
            insert into app_registration (id, organization_id, cloud, tenant, client_id, proof, certificate,
              sealed, expires, origin) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .param(id)
        .param(organization.value())
        .param(checked.cloud())
        .param(checked.tenant())
        .param(checked.clientId())
        .param(proof(checked).name())
        .param(checked.certificate())
        .param(vault.seal(secret(checked), row(id)))
        .param(checked.expires())
        .param(origin.name())
        .update();
  }

  /** Where no new secret came, proof and secret stay. */
  void update(UUID id, Checked checked) {
    var secret = newSecret(checked);
    jdbc.sql(
            """
            update app_registration set cloud = ?, tenant = ?, client_id = ?, expires = ?, version = version + 1
            where id = ?
            """)
        .param(checked.cloud())
        .param(checked.tenant())
        .param(checked.clientId())
        .param(checked.expires())
        .param(id)
        .update();
    if (secret != null) {
      jdbc.sql("update app_registration set proof = ?, certificate = ?, sealed = ? where id = ?")
          .param(proof(checked).name())
          .param(checked.certificate())
          .param(vault.seal(secret, row(id)))
          .param(id)
          .update();
    }
  }

  void delete(UUID id) {
    jdbc.sql("delete from app_registration where id = ?").param(id).update();
  }

  /** Until the transaction ends. */
  void lock(UUID id) {
    jdbc.sql("select id from app_registration where id = ? for update")
        .param(id)
        .query(UUID.class)
        .optional();
  }

  void replaceSecret(
      UUID id,
      Proof proof,
      @Nullable String certificate,
      Secret secret,
      @Nullable LocalDate expires) {
    jdbc.sql(
            """
            update app_registration set proof = ?, certificate = ?, sealed = ?, expires = ?, version = version + 1
            where id = ?
            """)
        .param(proof.name())
        .param(certificate)
        .param(vault.seal(secret, row(id)))
        .param(expires)
        .param(id)
        .update();
  }

  ClientProof proof(AppRegistration registration) {
    return proof(registration.proof(), registration.certificate(), secret(registration));
  }

  /** The client secret, or the private key. */
  Secret secret(AppRegistration registration) {
    var sealed =
        jdbc.sql("select sealed from app_registration where id = ?")
            .param(registration.id())
            .query(byte[].class)
            .single();
    return vault.open(sealed, row(registration.id()));
  }

  static ClientProof proof(Proof kind, @Nullable String certificate, Secret secret) {
    return switch (kind) {
      case SECRET -> new ClientProof.SharedSecret(secret);
      case CERTIFICATE ->
          new ClientProof.SigningKey(
              Pem.privateKey(secret), Pem.certificate(Objects.requireNonNull(certificate)));
    };
  }

  static Proof proof(Checked checked) {
    return checked.certificate() == null ? Proof.SECRET : Proof.CERTIFICATE;
  }

  /** Of a draft that must have one. */
  static Secret secret(Checked checked) {
    return Objects.requireNonNull(newSecret(checked));
  }

  private static @Nullable Secret newSecret(Checked checked) {
    return checked.certificate() == null ? checked.secret() : checked.privateKey();
  }

  private static String row(UUID id) {
    return "app_registration.sealed:" + id;
  }

  private static AppRegistration registration(ResultSet row, int number) throws SQLException {
    return new AppRegistration(
        row.getObject("id", UUID.class),
        new OrganizationId(row.getObject("organization_id", UUID.class)),
        row.getString("cloud"),
        row.getString("tenant"),
        row.getString("client_id"),
        Proof.valueOf(row.getString("proof")),
        row.getString("certificate"),
        row.getObject("expires", LocalDate.class),
        Origin.valueOf(row.getString("origin")),
        row.getLong("version"));
  }
}
