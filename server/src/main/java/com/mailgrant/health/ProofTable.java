package com.mailgrant.health;

import static com.mailgrant.health.HealthTable.at;

import com.mailgrant.account.AccountId;
import com.mailgrant.health.ProofResult.Side;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code account_proof}: what every proof showed. */
@Repository
class ProofTable {
  private final JdbcClient jdbc;

  ProofTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(AccountId account, String place, Instant now, ProofResult result, boolean passing) {
    jdbc.sql(
            """
            insert into account_proof (account_id, place, at, inbound_tried, inbound_code, outbound_tried,
              outbound_code, passing, millis)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .param(account.value())
        .param(place)
        .param(at(now))
        .param(tried(result.inbound()))
        .param(code(result.inbound()))
        .param(tried(result.outbound()))
        .param(code(result.outbound()))
        .param(passing)
        .param((int) Math.min(result.took().toMillis(), Integer.MAX_VALUE))
        .update();
  }

  /** What each place looks like by the newest proof of each of its accounts since then. */
  List<PlaceNow> places(Instant since) {
    return jdbc.sql(
            """
            select place, count(*) as proved, count(*) filter (where passing) as failing,
              mode() within group (order by coalesce(inbound_code, outbound_code)) filter (where passing) as code
            from (select distinct on (account_id) account_id, place, passing, inbound_code, outbound_code
              from account_proof where at > ? order by account_id, at desc, id desc) newest
            group by place
            """)
        .param(at(since))
        .query((row, _) ->
            new PlaceNow(
                row.getString("place"),
                row.getInt("proved"),
                row.getInt("failing"),
                row.getString("code")))
        .list();
  }

  /** Days (UTC) with at least one proof, oldest first. */
  List<Day> days(AccountId account, Instant from) {
    return jdbc.sql(
            """
            select cast(at at time zone 'UTC' as date) as day,
              count(*) filter (where inbound_tried) as inbound, count(inbound_code) as inbound_failed,
              count(*) filter (where outbound_tried) as outbound, count(outbound_code) as outbound_failed
            from account_proof where account_id = ? and at >= ? group by 1 order by 1
            """)
        .params(account.value(), at(from))
        .query((row, _) ->
            new Day(
                row.getObject("day", LocalDate.class),
                new Count(row.getInt("inbound"), row.getInt("inbound_failed")),
                new Count(row.getInt("outbound"), row.getInt("outbound_failed"))))
        .list();
  }

  int forgetBefore(Instant instant) {
    return jdbc.sql("delete from account_proof where at < ?").param(at(instant)).update();
  }

  private static boolean tried(Side side) {
    return !(side instanceof Side.NotTried);
  }

  private static @Nullable String code(Side side) {
    return side instanceof Side.Failed failed ? failed.diagnosis().code() : null;
  }

  /**
   * @param failing by causes that pass
   * @param code the most frequent of these; null where none fails
   */
  record PlaceNow(String place, int proved, int failing, @Nullable String code) {
    boolean mostFail() {
      return failing * 2 > proved;
    }
  }

  /** One day of an account. */
  record Day(LocalDate day, Count inbound, Count outbound) {}

  /** Proofs of one direction. */
  record Count(int tried, int failed) {
    static final Count NONE = new Count(0, 0);
  }
}
