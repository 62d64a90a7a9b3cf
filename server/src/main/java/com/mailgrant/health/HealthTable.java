package com.mailgrant.health;

import com.mailgrant.account.AccountId;
import com.mailgrant.organization.OrganizationId;
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
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/**
 * The table {@code account_health}: the lights. {@link ScheduleTable} is the same row as a
 * schedule.
 */
@Repository
class HealthTable {
  private final JdbcClient jdbc;

  HealthTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<HealthRow> find(AccountId account) {
    return jdbc.sql("select * from account_health where account_id = ?")
        .param(account.value())
        .query(HealthTable::row)
        .optional();
  }

  List<HealthRow> of(OrganizationId organization) {
    return jdbc.sql("select * from account_health where organization_id = ?")
        .param(organization.value())
        .query(HealthTable::row)
        .list();
  }

  List<HealthRow> inTrouble() {
    return jdbc.sql(
            "select * from account_health where inbound_light = 'trouble' or outbound_light = 'trouble'")
        .query(HealthTable::row)
        .list();
  }

  /** What the claimant works on; empty when another has the claim by now. */
  Optional<HealthRow> held(Claim claim) {
    return jdbc.sql("select * from account_health where account_id = ? and claim = ?")
        .params(claim.account().value(), claim.id())
        .query(HealthTable::row)
        .optional();
  }

  /** Organizations with accounts that are or were proved. */
  List<OrganizationId> organizations() {
    return jdbc.sql("select distinct organization_id from account_health")
        .query((row, _) -> new OrganizationId(row.getObject(1, UUID.class)))
        .list();
  }

  /** The accounts of a place whose last proof failed by causes that pass. */
  Failing failingInPassing(String place) {
    return jdbc.sql(
            """
            select count(*) as accounts, min(least(inbound_failing_since, outbound_failing_since)) as since
            from account_health
            where place = ? and (inbound_failures > 0 or outbound_failures > 0)
              and (inbound_failures = 0 or inbound_passing) and (outbound_failures = 0 or outbound_passing)
            """)
        .param(place)
        .query((row, _) -> new Failing(row.getInt("accounts"), instant(row, "since")))
        .single();
  }

  /**
   * @param since when the first of them began to fail; null where none does
   */
  record Failing(int accounts, @Nullable Instant since) {}

  /**
   * Ends a claim with what the proof showed.
   *
   * @param next when to prove again; null when there is nothing left to prove with. Who asked while
   *     the proof ran gets another one at once
   * @return false when another has the claim by now; then nothing is stored
   */
  boolean finish(
      Claim claim, String place, Lamp inbound, Lamp outbound, Instant now, @Nullable Instant next) {
    var sql =
        jdbc.sql(
                """
                update account_health set place = :place, claim = null, claimed_at = null, claimed_until = null,
                  proved_at = :now,
                  next_proof_at = case when asked_at > claimed_at then :now else cast(:next as timestamptz) end,
                  inbound_light = :inLight, inbound_since = :inSince, inbound_failures = :inFailures,
                  inbound_failing_since = :inFailingSince, inbound_code = :inCode, inbound_error_id = :inErrorId,
                  inbound_cause = :inCause, inbound_passing = :inPassing, inbound_ok_at = :inOkAt,
                  outbound_light = :outLight, outbound_since = :outSince, outbound_failures = :outFailures,
                  outbound_failing_since = :outFailingSince, outbound_code = :outCode,
                  outbound_error_id = :outErrorId, outbound_cause = :outCause, outbound_passing = :outPassing,
                  outbound_ok_at = :outOkAt
                where account_id = :account and claim = :claim
                """)
            .param("place", place)
            .param("now", at(now))
            .param("next", orNull(next))
            .param("account", claim.account().value())
            .param("claim", claim.id());
    return lamp(lamp(sql, "in", inbound), "out", outbound).update() == 1;
  }

  private static StatementSpec lamp(StatementSpec sql, String prefix, Lamp lamp) {
    return sql.param(prefix + "Light", lamp.light().apiName())
        .param(prefix + "Since", orNull(lamp.since()))
        .param(prefix + "Failures", lamp.failures())
        .param(prefix + "FailingSince", orNull(lamp.failingSince()))
        .param(prefix + "Code", lamp.code())
        .param(prefix + "ErrorId", lamp.errorId())
        .param(prefix + "Cause", lamp.cause())
        .param(prefix + "Passing", lamp.passing())
        .param(prefix + "OkAt", orNull(lamp.okAt()));
  }

  private static HealthRow row(ResultSet row, int number) throws SQLException {
    return new HealthRow(
        new AccountId(row.getObject("account_id", UUID.class)),
        new OrganizationId(row.getObject("organization_id", UUID.class)),
        row.getString("place"),
        instant(row, "next_proof_at"),
        instant(row, "asked_at"),
        instant(row, "proved_at"),
        lamp(row, "inbound"),
        lamp(row, "outbound"));
  }

  private static Lamp lamp(ResultSet row, String side) throws SQLException {
    return new Lamp(
        Light.named(row.getString(side + "_light")),
        instant(row, side + "_since"),
        row.getInt(side + "_failures"),
        instant(row, side + "_failing_since"),
        row.getString(side + "_code"),
        row.getString(side + "_error_id"),
        row.getString(side + "_cause"),
        row.getBoolean(side + "_passing"),
        instant(row, side + "_ok_at"));
  }

  static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp value = row.getTimestamp(column);
    return value == null ? null : value.toInstant();
  }

  static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  static @Nullable OffsetDateTime orNull(@Nullable Instant instant) {
    return instant == null ? null : at(instant);
  }
}
