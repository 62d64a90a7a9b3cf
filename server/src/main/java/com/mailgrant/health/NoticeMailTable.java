package com.mailgrant.health;

import static com.mailgrant.health.HealthTable.at;
import static com.mailgrant.health.HealthTable.instant;

import com.mailgrant.account.AccountId;
import com.mailgrant.health.NoticeText.Written;
import com.mailgrant.organization.OrganizationId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code health_mail}. */
@Repository
class NoticeMailTable {
  private final JdbcClient jdbc;

  NoticeMailTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(
      OrganizationId organization,
      Collection<AccountId> concerned,
      @Nullable String owner,
      Written text,
      Instant now) {
    jdbc.sql(
            """
            insert into health_mail (id, organization_id, concerned, owner, subject, body, created_at)
            values (?, ?, ?, ?, ?, ?, ?)
            """)
        .param(UUID.randomUUID())
        .param(organization.value())
        .param(TroubleTable.array(concerned))
        .param(owner)
        .param(text.subject())
        .param(text.body())
        .param(at(now))
        .update();
  }

  /** Oldest first, for this transaction alone. */
  List<Waiting> lock(int most) {
    return jdbc.sql(
            "select * from health_mail order by created_at, id limit ? for update skip locked")
        .param(most)
        .query((row, _) ->
            new Waiting(
                row.getObject("id", UUID.class),
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                Set.copyOf(TroubleTable.accounts(row, "concerned")),
                row.getString("owner"),
                new Written(row.getString("subject"), row.getString("body")),
                Objects.requireNonNull(instant(row, "created_at"))))
        .list();
  }

  void delete(UUID id) {
    jdbc.sql("delete from health_mail where id = ?").param(id).update();
  }

  /**
   * @param concerned accounts that it is about, which therefore cannot carry it
   * @param owner is told beside the administrators; null: nobody
   */
  record Waiting(
      UUID id,
      OrganizationId organization,
      Set<AccountId> concerned,
      @Nullable String owner,
      Written text,
      Instant createdAt) {}
}
