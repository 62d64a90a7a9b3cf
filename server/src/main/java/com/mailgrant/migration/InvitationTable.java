package com.mailgrant.migration;

import com.mailgrant.account.AccountId;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.platform.Secret;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code migration_invitation}. */
@Repository
class InvitationTable {
  private static final String WITH_REMINDERS =
      """
      select i.*, r.reminders, r.reminded_at from migration_invitation i
        join migration_entry e on e.id = i.entry_id
        cross join lateral (select count(*) filter (where reminder) as reminders, max(created_at) filter (where reminder) as reminded_at
          from migration_invitation o where o.entry_id = i.entry_id) r
      """;

  /** What is counted over all of a line is told with its newest. */
  private static final String NEWEST =
      """
      select distinct on (i.entry_id) i.*,
        count(*) filter (where i.reminder) over (partition by i.entry_id) as reminders,
        max(i.created_at) filter (where i.reminder) over (partition by i.entry_id) as reminded_at
      from migration_invitation i join migration_entry e on e.id = i.entry_id
      where %s order by i.entry_id, i.created_at desc
      """;

  private final JdbcClient jdbc;

  InvitationTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void insert(
      UUID entry,
      Secret token,
      @Nullable String sentTo,
      String by,
      boolean reminder,
      Instant now,
      Instant expires) {
    jdbc.sql(
            """
            insert into migration_invitation (id, entry_id, token_hash, sent_to, invited_by, reminder, created_at,
              expires_at) values (?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .param(UUID.randomUUID())
        .param(entry)
        .param(LinkToken.hash(token))
        .param(sentTo)
        .param(by)
        .param(reminder)
        .param(at(now))
        .param(at(expires))
        .update();
  }

  /** The newest one of each line, by line. */
  Map<UUID, Invitation> newest(OrganizationId organization) {
    return byLine(
        jdbc.sql(NEWEST.formatted("e.organization_id = ?"))
            .param(organization.value())
            .query(InvitationTable::invitation)
            .list());
  }

  /** The newest one of each of these lines, by line. */
  Map<UUID, Invitation> newest(Collection<UUID> entries) {
    return entries.isEmpty()
        ? Map.of()
        : byLine(
            jdbc.sql(NEWEST.formatted("e.id = any(?)"))
                .param(entries.toArray(UUID[]::new))
                .query(InvitationTable::invitation)
                .list());
  }

  private static Map<UUID, Invitation> byLine(List<Invitation> invitations) {
    var newest = new LinkedHashMap<UUID, Invitation>();
    invitations.forEach(invitation -> newest.put(invitation.entry(), invitation));
    return newest;
  }

  Optional<Invitation> find(Secret token) {
    return jdbc.sql(WITH_REMINDERS + " where i.token_hash = ?")
        .param(LinkToken.hash(token))
        .query(InvitationTable::invitation)
        .optional();
  }

  void opened(UUID id, Instant now) {
    jdbc.sql("update migration_invitation set opened_at = ? where id = ?")
        .params(at(now), id)
        .update();
  }

  /** The person signed in: no link for this account leads anywhere any more. */
  void used(AccountId account, Instant now) {
    jdbc.sql(
            """
            update migration_invitation set used_at = ? where used_at is null and revoked_at is null
              and entry_id = (select id from migration_entry where account_id = ?)
            """)
        .params(at(now), account.value())
        .update();
  }

  /** Returns how many links served until now. */
  int revoke(UUID entry, Instant now) {
    return jdbc.sql(
            """
            update migration_invitation set revoked_at = ?
            where entry_id = ? and used_at is null and revoked_at is null
            """)
        .params(at(now), entry)
        .update();
  }

  private static Invitation invitation(ResultSet row, int number) throws SQLException {
    return new Invitation(
        row.getObject("id", UUID.class),
        row.getObject("entry_id", UUID.class),
        row.getString("sent_to"),
        row.getString("invited_by"),
        row.getTimestamp("created_at").toInstant(),
        row.getTimestamp("expires_at").toInstant(),
        instant(row, "opened_at"),
        instant(row, "used_at"),
        instant(row, "revoked_at"),
        instant(row, "reminded_at"),
        row.getInt("reminders"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp value = row.getTimestamp(column);
    return value == null ? null : value.toInstant();
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
