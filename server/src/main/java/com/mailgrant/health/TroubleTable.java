package com.mailgrant.health;

import static com.mailgrant.health.HealthTable.at;
import static com.mailgrant.health.HealthTable.instant;

import com.mailgrant.account.AccountId;
import com.mailgrant.organization.OrganizationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code health_trouble}. */
@Repository
class TroubleTable {
  private final JdbcClient jdbc;

  TroubleTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Keeps what there is now; an episode that is over begins anew. Returns it with its memory. */
  Trouble keep(Trouble trouble) {
    return jdbc.sql(
            """
            insert into health_trouble as t (organization_id, cause, code, error_id, since, accounts)
            values (:organization, :cause, :code, :errorId, :since, :accounts)
            on conflict (organization_id, cause) do update set
              code = excluded.code, error_id = excluded.error_id, accounts = excluded.accounts,
              since = case when t.over_at is null then t.since else excluded.since end,
              over_at = null
            returning *
            """)
        .param("organization", trouble.organization().value())
        .param("cause", trouble.cause())
        .param("code", trouble.code())
        .param("errorId", trouble.errorId())
        .param("since", at(trouble.since()))
        .param("accounts", array(trouble.accounts()))
        .query(TroubleTable::trouble)
        .single();
  }

  /** Everything that is not over. */
  List<Trouble> open() {
    return jdbc.sql("select * from health_trouble where over_at is null")
        .query(TroubleTable::trouble)
        .list();
  }

  /** False when somebody else has told it meanwhile. */
  boolean told(Trouble trouble, Instant now) {
    return jdbc.sql(
                """
                update health_trouble set told_at = :now
                where organization_id = :organization and cause = :cause
                  and told_at is not distinct from cast(:before as timestamptz)
                """)
            .param("now", at(now))
            .param("organization", trouble.organization().value())
            .param("cause", trouble.cause())
            .param("before", HealthTable.orNull(trouble.toldAt()))
            .update()
        == 1;
  }

  /** False when it was over already. */
  boolean over(Trouble trouble, Instant now) {
    return jdbc.sql(
                """
                update health_trouble set over_at = ?
                where organization_id = ? and cause = ? and over_at is null
                """)
            .params(at(now), trouble.organization().value(), trouble.cause())
            .update()
        == 1;
  }

  void forgetBefore(Instant instant) {
    jdbc.sql("delete from health_trouble where over_at < ?").param(at(instant)).update();
  }

  static UUID[] array(Collection<AccountId> accounts) {
    return accounts.stream().map(AccountId::value).toArray(UUID[]::new);
  }

  static List<AccountId> accounts(ResultSet row, String column) throws SQLException {
    return Arrays.stream((UUID[]) row.getArray(column).getArray()).map(AccountId::new).toList();
  }

  private static Trouble trouble(ResultSet row, int number) throws SQLException {
    return new Trouble(
        new OrganizationId(row.getObject("organization_id", UUID.class)),
        row.getString("cause"),
        row.getString("code"),
        row.getString("error_id"),
        Objects.requireNonNull(instant(row, "since")),
        accounts(row, "accounts").stream().collect(Collectors.toUnmodifiableSet()),
        instant(row, "told_at"));
  }
}
