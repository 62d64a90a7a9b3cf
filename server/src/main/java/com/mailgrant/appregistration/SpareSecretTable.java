package com.mailgrant.appregistration;

import com.mailgrant.appregistration.AppRegistration.Proof;
import com.mailgrant.appregistration.SecretTrial.Trial;
import com.mailgrant.appregistration.SpareSecret.Role;
import com.mailgrant.platform.Secret;
import com.mailgrant.platform.Vault;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code spare_secret}. */
@Repository
class SpareSecretTable {
  private final JdbcClient jdbc;
  private final Vault vault;

  SpareSecretTable(JdbcClient jdbc, Vault vault) {
    this.jdbc = jdbc;
    this.vault = vault;
  }

  Optional<SpareSecret> find(UUID registration, Role role) {
    return jdbc.sql("select * from spare_secret where registration_id = ? and role = ?")
        .param(registration)
        .param(role.name())
        .query(SpareSecretTable::spare)
        .optional();
  }

  /** Takes the place of what had this role. */
  void keep(
      UUID registration,
      Role role,
      Proof proof,
      @Nullable String certificate,
      Secret secret,
      @Nullable LocalDate expires,
      Instant now) {
    delete(registration, role);
    jdbc.sql(
            """
            insert into spare_secret (registration_id, role, proof, certificate, sealed, expires, kept_at)
            values (?, ?, ?, ?, ?, ?, ?)
            """)
        .param(registration)
        .param(role.name())
        .param(proof.name())
        .param(certificate)
        .param(vault.seal(secret, row(registration, role)))
        .param(expires)
        .param(now.atOffset(ZoneOffset.UTC))
        .update();
  }

  void delete(UUID registration, Role role) {
    jdbc.sql("delete from spare_secret where registration_id = ? and role = ?")
        .param(registration)
        .param(role.name())
        .update();
  }

  /** What the authority said of the very secret that was shown; another one keeps its own state. */
  void tested(SpareSecret shown, Trial trial, Instant now) {
    var finding = Finding.of(trial);
    jdbc.sql(
            """
            update spare_secret set tested_at = ?, outcome = ?, code = ?, error_id = ?
            where registration_id = ? and role = ? and kept_at = ?
            """)
        .param(now.atOffset(ZoneOffset.UTC))
        .param(trial.getClass().getSimpleName())
        .param(finding.code())
        .param(finding.errorId())
        .param(shown.registration())
        .param(shown.role().name())
        .param(shown.keptAt().atOffset(ZoneOffset.UTC))
        .update();
  }

  Secret secret(SpareSecret spare) {
    var sealed =
        jdbc.sql("select sealed from spare_secret where registration_id = ? and role = ?")
            .param(spare.registration())
            .param(spare.role().name())
            .query(byte[].class)
            .single();
    return vault.open(sealed, row(spare.registration(), spare.role()));
  }

  private static String row(UUID registration, Role role) {
    return "spare_secret.sealed:" + registration + ":" + role;
  }

  private record Finding(@Nullable String code, @Nullable String errorId) {
    static Finding of(Trial trial) {
      return switch (trial) {
        case Trial.Renewed _, Trial.Recognised _ -> new Finding(null, null);
        case Trial.Refused(var code, var errorId) -> new Finding(code, errorId);
        case Trial.NoAnswer(var code, var errorId) -> new Finding(code, errorId);
      };
    }
  }

  private static SpareSecret spare(ResultSet row, int number) throws SQLException {
    return new SpareSecret(
        row.getObject("registration_id", UUID.class),
        Role.valueOf(row.getString("role")),
        Proof.valueOf(row.getString("proof")),
        row.getString("certificate"),
        row.getObject("expires", LocalDate.class),
        row.getTimestamp("kept_at").toInstant(),
        instant(row.getTimestamp("tested_at")),
        trial(row));
  }

  private static @Nullable Instant instant(@Nullable Timestamp time) {
    return time == null ? null : time.toInstant();
  }

  private static @Nullable Trial trial(ResultSet row) throws SQLException {
    var outcome = row.getString("outcome");
    if (outcome == null) {
      return null;
    }
    return switch (outcome) {
      case "Renewed" -> new Trial.Renewed();
      case "Recognised" -> new Trial.Recognised();
      case "Refused" -> new Trial.Refused(row.getString("code"), row.getString("error_id"));
      case "NoAnswer" -> new Trial.NoAnswer(row.getString("code"), row.getString("error_id"));
      default -> throw new IllegalStateException("spare_secret has an outcome " + outcome);
    };
  }
}
