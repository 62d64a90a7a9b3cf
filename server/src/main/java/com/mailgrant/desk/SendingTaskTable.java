package com.mailgrant.desk;

import com.mailgrant.account.AccountId;
import com.mailgrant.desk.SendingTask.State;
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
import org.springframework.stereotype.Repository;

/** The table {@code sending_task}. */
@Repository
class SendingTaskTable {
  private static final String KEY =
      " where organization_id = :organization and cloud = :cloud and tenant = :tenant";

  private final JdbcClient jdbc;

  SendingTaskTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A task that was verified before is open again; one that is open stays as far as it is. */
  void found(
      OrganizationId organization,
      String cloud,
      String tenant,
      AccountId account,
      String code,
      Instant now) {
    jdbc.sql(
            """
            insert into sending_task as t (organization_id, cloud, tenant, account_id, code, state, found_at)
            values (:organization, :cloud, :tenant, :account, :code, 'to-do', :now)
            on conflict (organization_id, cloud, tenant) do update set
              account_id = excluded.account_id, code = excluded.code,
              found_at = case when t.state = 'verified' then excluded.found_at else t.found_at end,
              state = case when t.state = 'verified' then 'to-do' else t.state end,
              verified_at = null
            """)
        .param("organization", organization.value())
        .param("cloud", cloud)
        .param("tenant", tenant)
        .param("account", account.value())
        .param("code", code)
        .param("now", at(now))
        .update();
  }

  void told(SendingTask task, Instant now) {
    update(task, "state = 'told', told_at = :now", now);
  }

  void saved(SendingTask task, Instant now) {
    update(task, "state = 'saved', saved_at = :now, next_try_at = :now, tries = 0", now);
  }

  void verified(SendingTask task, Instant now) {
    update(task, "state = 'verified', verified_at = :now, next_try_at = null", now);
  }

  /** Null: no further try by itself. */
  void tried(SendingTask task, @Nullable Instant next) {
    jdbc.sql("update sending_task set tries = tries + 1, next_try_at = :next" + KEY)
        .param("next", next == null ? null : at(next))
        .param("organization", task.organization().value())
        .param("cloud", task.cloud())
        .param("tenant", task.tenant())
        .update();
  }

  List<SendingTask> of(OrganizationId organization) {
    return jdbc.sql("select * from sending_task where organization_id = ? order by found_at desc")
        .param(organization.value())
        .query(SendingTaskTable::task)
        .list();
  }

  Optional<SendingTask> find(OrganizationId organization, String cloud, String tenant) {
    return jdbc.sql("select * from sending_task" + KEY)
        .param("organization", organization.value())
        .param("cloud", cloud)
        .param("tenant", tenant)
        .query(SendingTaskTable::task)
        .optional();
  }

  List<SendingTask> due(Instant now) {
    return jdbc.sql("select * from sending_task where state = 'saved' and next_try_at <= ?")
        .param(at(now))
        .query(SendingTaskTable::task)
        .list();
  }

  private void update(SendingTask task, String assignments, Instant now) {
    jdbc.sql("update sending_task set " + assignments + KEY)
        .param("now", at(now))
        .param("organization", task.organization().value())
        .param("cloud", task.cloud())
        .param("tenant", task.tenant())
        .update();
  }

  private static SendingTask task(ResultSet row, int number) throws SQLException {
    return new SendingTask(
        new OrganizationId(row.getObject("organization_id", UUID.class)),
        row.getString("cloud"),
        row.getString("tenant"),
        new AccountId(row.getObject("account_id", UUID.class)),
        row.getString("code"),
        State.named(row.getString("state")),
        row.getTimestamp("found_at").toInstant(),
        instant(row, "told_at"),
        instant(row, "saved_at"),
        instant(row, "verified_at"),
        instant(row, "next_try_at"),
        row.getInt("tries"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp value = row.getTimestamp(column);
    return value == null ? null : value.toInstant();
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
