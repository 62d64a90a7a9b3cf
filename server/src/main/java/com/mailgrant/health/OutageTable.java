package com.mailgrant.health;

import static com.mailgrant.health.HealthTable.at;
import static com.mailgrant.health.HealthTable.instant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code outage}. */
@Repository
class OutageTable {
  private final JdbcClient jdbc;

  OutageTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<Outage> open() {
    return jdbc.sql("select * from outage where until is null order by since, id")
        .query(OutageTable::outage)
        .list();
  }

  /** Newest first, open ones and those that ended after this. */
  List<Outage> since(Instant instant) {
    return jdbc.sql("select * from outage where until is null or until > ? order by since desc, id")
        .param(at(instant))
        .query(OutageTable::outage)
        .list();
  }

  /** One at a time for a place, whoever finds it first. */
  void begin(String place, String code, Instant since, int accounts) {
    jdbc.sql(
            """
            insert into outage (id, place, code, since, accounts) values (?, ?, ?, ?, ?)
            on conflict (place) where until is null do nothing
            """)
        .params(UUID.randomUUID(), place, code, at(since), accounts)
        .update();
  }

  void goesOn(Outage outage, String code, int accounts) {
    jdbc.sql(
            "update outage set code = ?, accounts = greatest(accounts, ?) where id = ? and until is null")
        .params(code, accounts, outage.id())
        .update();
  }

  void end(Outage outage, Instant until) {
    jdbc.sql("update outage set until = ? where id = ? and until is null")
        .params(at(until), outage.id())
        .update();
  }

  private static Outage outage(ResultSet row, int number) throws SQLException {
    return new Outage(
        row.getObject("id", UUID.class),
        row.getString("place"),
        row.getString("code"),
        Objects.requireNonNull(instant(row, "since")),
        instant(row, "until"),
        row.getInt("accounts"));
  }
}
