package com.mailgrant.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * The database connections of a process that is killed at a chosen moment. What counts is what is
 * committed, so there are two moments at each commit: just before it, and just after it, when the
 * database has it and nobody here heard of it.
 */
public final class DyingPool extends DelegatingDataSource {
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();
  private final int lastMoment;
  private int moment;
  private boolean dead;

  /**
   * @param lastMoment the moment of death, from 1
   */
  public DyingPool(DataSource pool, int lastMoment) {
    super(pool);
    this.lastMoment = lastMoment;
  }

  /** The process is no more. */
  public static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  /** Whether the moment came. */
  public synchronized boolean isDead() {
    return dead;
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (isDead()) {
      throw new Killed();
    }
    var connection = super.getConnection();
    open.add(connection);
    return proxy(
        Connection.class,
        (method, arguments) ->
            switch (method.getName()) {
              case "commit" -> committing(() -> invoke(connection, method, arguments));
              case "close" -> {
                open.remove(connection);
                yield invoke(connection, method, arguments);
              }
              case "prepareStatement" ->
                  statement(
                      connection,
                      (PreparedStatement) invoke(connection, method, arguments),
                      String.valueOf(arguments[0]));
              default -> invoke(connection, method, arguments);
            });
  }

  private PreparedStatement statement(
      Connection connection, PreparedStatement statement, String sql) {
    boolean writes = !sql.strip().toLowerCase(Locale.ROOT).startsWith("select");
    return proxy(
        PreparedStatement.class,
        (method, arguments) ->
            writes && method.getName().startsWith("execute") && connection.getAutoCommit()
                ? committing(() -> invoke(statement, method, arguments))
                : invoke(statement, method, arguments));
  }

  private Object committing(Call commit) throws Throwable {
    passMoment();
    var result = commit.call();
    passMoment();
    return result;
  }

  private synchronized void passMoment() {
    moment++;
    if (dead || moment == lastMoment) {
      dead = true;
      // The database sees sockets that close, as after kill -9.
      open.forEach(connection -> {
        try {
          connection.abort(Runnable::run);
        } catch (SQLException e) {
          throw new IllegalStateException(e);
        }
      });
      throw new Killed();
    }
  }

  @FunctionalInterface
  private interface Call {
    Object call() throws Throwable;
  }

  @FunctionalInterface
  private interface Answer {
    Object of(Method method, Object[] arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> answer.of(method, arguments)));
  }

  private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
