package com.mailgrant.testing;

import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database of a test's own on the real embedded PostgreSQL, with Mailgrant's tables. */
public final class TestDatabase implements AutoCloseable {
  private final TestPostgres server;
  private final String name;
  private final List<HikariDataSource> pools = new ArrayList<>();
  private final JdbcClient jdbc;

  private TestDatabase(TestPostgres server, String name) {
    this.server = server;
    this.name = name;
    this.jdbc = JdbcClient.create(pool());
  }

  /** A new one; takes tens of milliseconds. */
  public static TestDatabase fresh() {
    var server = TestPostgres.running();
    return new TestDatabase(server, server.copy());
  }

  /** For configurations. */
  public String url() {
    return server.url(name);
  }

  public String user() {
    return server.user();
  }

  public String password() {
    return server.password();
  }

  /** For looking behind the scenes. */
  public JdbcClient jdbc() {
    return jdbc;
  }

  /** A connection pool of its own, as every node has one. */
  public DataSource pool() {
    var pool = new HikariDataSource();
    pool.setJdbcUrl(url());
    pool.setUsername(user());
    pool.setPassword(password());
    pool.setMaximumPoolSize(12);
    pool.setMinimumIdle(0);
    pools.add(pool);
    return pool;
  }

  /** Gone until {@link #comeBack}. */
  public void goAway() {
    server.shut(name);
  }

  /** There again. */
  public void comeBack() {
    server.reopen(name);
  }

  /** Every row of every table as text; octets as text and as base64, so that nothing can hide. */
  public List<String> everything() {
    var rows = new ArrayList<String>();
    var columns =
        jdbc.sql(
                """
                select table_name, column_name, data_type from information_schema.columns
                where table_schema = 'public' order by table_name, ordinal_position
                """)
            .query()
            .listOfRows();
    for (Map<String, Object> column : columns) {
      var table = String.valueOf(column.get("table_name"));
      var field = String.valueOf(column.get("column_name"));
      boolean octets = "bytea".equals(column.get("data_type"));
      rows.addAll(values(table, field, octets ? "encode(\"%s\", 'escape')" : "\"%s\"::text"));
      if (octets) {
        rows.addAll(values(table, field, "translate(encode(\"%s\", 'base64'), E'\\n', '')"));
      }
    }
    return rows;
  }

  private List<String> values(String table, String column, String expression) {
    return jdbc
        .sql("select " + expression.formatted(column) + " from \"" + table + "\"")
        .query(String.class)
        .list()
        .stream()
        .map(value -> table + "." + column + ": " + value)
        .toList();
  }

  @Override
  public void close() {
    pools.forEach(HikariDataSource::close);
    server.drop(name);
  }
}
