package com.mailgrant.testing;

import com.mailgrant.platform.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;

/**
 * The one embedded PostgreSQL of the test JVM, started when the first test needs it. Its directory
 * is under {@code target} and outlives the JVM, so that the next run need not unpack it again.
 */
final class TestPostgres {
  private static final Path HOME =
      Path.of("target", "test-postgresql-" + System.getProperty("mailgrant.test.fork", "alone"));
  private static final String TEMPLATE = "mailgrant_template";
  private static final String COPY = "mailgrant_copy_";

  private final EmbeddedPostgres server;
  private final AtomicInteger copies = new AtomicInteger();

  private TestPostgres() {
    server = EmbeddedPostgres.start(HOME);
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    databases().forEach(left -> execute("drop database " + left + " with (force)"));
    execute("create database " + TEMPLATE);
    Flyway.configure().dataSource(url(TEMPLATE), server.user(), server.password()).load().migrate();
  }

  static TestPostgres running() {
    return Started.ONCE;
  }

  String user() {
    return server.user();
  }

  String password() {
    return server.password();
  }

  /** A database with all migrations applied and nothing else in it; returns its name. */
  String copy() {
    var name = COPY + copies.incrementAndGet();
    // PostgreSQL copies a template only while nobody else does.
    synchronized (this) {
      execute("create database " + name + " template " + TEMPLATE);
    }
    return name;
  }

  /** As when the server is gone for this database: nobody gets in, and who is in is thrown out. */
  void shut(String name) {
    execute("alter database " + name + " allow_connections false");
    execute(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name + "'");
  }

  void reopen(String name) {
    execute("alter database " + name + " allow_connections true");
  }

  void drop(String name) {
    execute("drop database if exists " + name + " with (force)");
  }

  String url(String database) {
    return server.url().replaceFirst("/[^/]*$", "/" + database);
  }

  private List<String> databases() {
    try (var connection = DriverManager.getConnection(server.url(), user(), password());
        var rows =
            connection
                .createStatement()
                .executeQuery("select datname from pg_database where datname like 'mailgrant%'")) {
      var names = new ArrayList<String>();
      while (rows.next()) {
        names.add(rows.getString(1));
      }
      return names;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void execute(String sql) {
    try (var connection = DriverManager.getConnection(server.url(), user(), password());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private static final class Started {
    private static final TestPostgres ONCE = new TestPostgres();
  }
}
