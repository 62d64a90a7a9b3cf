package com.mailgrant.migration;

import com.mailgrant.account.AccountId;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.provider.AccountType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The tables {@code migration_entry} and {@code migration_upload}. */
@Repository
class PlanTable {
  /** Rows that are handed over in one statement. */
  private static final int BATCH = 1_000;

  private final JdbcClient jdbc;
  private final JsonMapper json;

  PlanTable(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** One change of the plan at a time: lines are matched by name, which no index can promise. */
  void lock(OrganizationId organization) {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended('migration_entry:' || ?, 0))::text")
        .param(organization.value().toString())
        .query(String.class)
        .single();
  }

  List<PlanEntry> of(OrganizationId organization) {
    return jdbc.sql(
            "select * from migration_entry where organization_id = ? order by lower(account_name), id")
        .param(organization.value())
        .query(PlanTable::entry)
        .list();
  }

  /** Those of accounts, by name. */
  List<PlanEntry> ofAccounts(OrganizationId organization) {
    return jdbc.sql(
            """
            select * from migration_entry where organization_id = ? and account_id is not null
            order by lower(account_name), id
            """)
        .param(organization.value())
        .query(PlanTable::entry)
        .list();
  }

  /** A line without an account. */
  record Vacant(UUID id, String name) {}

  /** Those without an account, by name. */
  List<Vacant> vacant(OrganizationId organization) {
    return jdbc.sql(
            """
            select id, account_name from migration_entry where organization_id = ? and account_id is null
            order by lower(account_name), id
            """)
        .param(organization.value())
        .query(
            (row, _) -> new Vacant(row.getObject("id", UUID.class), row.getString("account_name")))
        .list();
  }

  Optional<PlanEntry> find(OrganizationId organization, UUID id) {
    return jdbc.sql("select * from migration_entry where organization_id = ? and id = ?")
        .params(organization.value(), id)
        .query(PlanTable::entry)
        .optional();
  }

  /** Whether there is a line of this name, whatever its case. */
  boolean named(OrganizationId organization, String name) {
    return jdbc.sql(
            "select exists (select from migration_entry where organization_id = ? and lower(account_name) = lower(?))")
        .params(organization.value(), name)
        .query(Boolean.class)
        .single();
  }

  Optional<PlanEntry> find(UUID id) {
    return jdbc.sql("select * from migration_entry where id = ?")
        .param(id)
        .query(PlanTable::entry)
        .optional();
  }

  Optional<PlanEntry> ofAccount(AccountId account) {
    return jdbc.sql("select * from migration_entry where account_id = ?")
        .param(account.value())
        .query(PlanTable::entry)
        .optional();
  }

  void insert(List<PlanEntry> entries) {
    batches(
        entries,
        """
        insert into migration_entry (id, organization_id, account_id, type, account_name, sender_name, sender_email,
          username, mailbox_address, imap, pop3, smtp, folder_mapping, owner_name, owner_email, used_by, decision,
          due_on, note, created_at)
        select id, organization_id, account_id, type, account_name, sender_name, sender_email, username,
          mailbox_address, imap, pop3, smtp, folder_mapping, owner_name, owner_email, used_by, decision, due_on, note,
          created_at
        from jsonb_to_recordset(?::jsonb) as r(id uuid, organization_id uuid, account_id uuid, type text,
          account_name text, sender_name text, sender_email text, username text, mailbox_address text, imap text,
          pop3 text, smtp text, folder_mapping text, owner_name text, owner_email text, used_by text, decision text,
          due_on date, note text, created_at timestamptz)
        on conflict do nothing
        """);
  }

  /** Everything but trouble. */
  void update(List<PlanEntry> entries) {
    batches(
        entries,
        """
        update migration_entry e set account_id = r.account_id, type = r.type, account_name = r.account_name,
          account_deleted_at = case when r.account_id is null then e.account_deleted_at end,
          sender_name = r.sender_name, sender_email = r.sender_email, username = r.username,
          mailbox_address = r.mailbox_address, imap = r.imap, pop3 = r.pop3, smtp = r.smtp,
          folder_mapping = r.folder_mapping, owner_name = r.owner_name, owner_email = r.owner_email,
          used_by = r.used_by, decision = r.decision, due_on = r.due_on, note = r.note, version = e.version + 1
        from jsonb_to_recordset(?::jsonb) as r(id uuid, account_id uuid, type text, account_name text,
          sender_name text, sender_email text, username text, mailbox_address text, imap text, pop3 text, smtp text,
          folder_mapping text, owner_name text, owner_email text, used_by text, decision text, due_on date, note text)
        where e.id = r.id
        """);
  }

  private void batches(List<PlanEntry> entries, String sql) {
    for (int from = 0; from < entries.size(); from += BATCH) {
      var rows =
          entries.subList(from, Math.min(from + BATCH, entries.size())).stream()
              .map(Row::of)
              .toList();
      jdbc.sql(sql).param(json.writeValueAsString(rows)).update();
    }
  }

  void delete(UUID id) {
    jdbc.sql("delete from migration_entry where id = ?").param(id).update();
  }

  void accountDeleted(UUID id, Instant now) {
    jdbc.sql(
            "update migration_entry set account_id = null, account_deleted_at = ?, version = version + 1 where id = ?")
        .params(now.atOffset(ZoneOffset.UTC), id)
        .update();
  }

  void keepTrouble(AccountId account, @Nullable PlanTrouble trouble) {
    jdbc.sql(
            """
            update migration_entry set trouble_at = ?, trouble_error_id = ?, trouble_title = ?, trouble_actor = ?
            where account_id = ?
            """)
        .param(trouble == null ? null : trouble.at().atOffset(ZoneOffset.UTC))
        .param(trouble == null ? null : trouble.errorId())
        .param(trouble == null ? null : trouble.title())
        .param(trouble == null ? null : trouble.actor())
        .param(account.value())
        .update();
  }

  void keepUpload(UUID id, OrganizationId organization, byte[] content, Instant now) {
    jdbc.sql("delete from migration_upload where made_at < ?")
        .param(now.minusSeconds(86_400).atOffset(ZoneOffset.UTC))
        .update();
    jdbc.sql(
            "insert into migration_upload (id, organization_id, content, made_at) values (?, ?, ?, ?)")
        .params(id, organization.value(), content, now.atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<byte[]> upload(OrganizationId organization, UUID id) {
    return jdbc.sql("select content from migration_upload where organization_id = ? and id = ?")
        .params(organization.value(), id)
        .query(byte[].class)
        .optional();
  }

  void forgetUpload(UUID id) {
    jdbc.sql("delete from migration_upload where id = ?").param(id).update();
  }

  /** As the statements above take it apart. */
  record Row(
      UUID id,
      UUID organization_id,
      @Nullable UUID account_id,
      String type,
      String account_name,
      String sender_name,
      String sender_email,
      String username,
      String mailbox_address,
      String imap,
      String pop3,
      String smtp,
      String folder_mapping,
      String owner_name,
      String owner_email,
      String used_by,
      String decision,
      @Nullable String due_on,
      String note,
      String created_at) {
    static Row of(PlanEntry entry) {
      var account = entry.account();
      var planned = entry.planned();
      var notes = entry.notes();
      var due = notes.due();
      return new Row(
          entry.id(),
          entry.organization().value(),
          account == null ? null : account.value(),
          planned.type().apiName(),
          planned.accountName(),
          planned.senderName(),
          planned.senderEmail(),
          planned.username(),
          planned.mailboxAddress(),
          planned.imap(),
          planned.pop3(),
          planned.smtp(),
          planned.folderMapping(),
          notes.ownerName(),
          notes.ownerEmail(),
          notes.usedBy(),
          notes.decision().apiName(),
          due == null ? null : due.toString(),
          notes.note(),
          entry.createdAt().toString());
    }
  }

  static PlanEntry entry(ResultSet row, int number) throws SQLException {
    var account = row.getObject("account_id", UUID.class);
    var deleted = row.getTimestamp("account_deleted_at");
    var troubleAt = row.getTimestamp("trouble_at");
    return new PlanEntry(
        row.getObject("id", UUID.class),
        new OrganizationId(row.getObject("organization_id", UUID.class)),
        account == null ? null : new AccountId(account),
        new PlannedAccount(
            AccountType.named(row.getString("type")).orElseThrow(),
            row.getString("account_name"),
            row.getString("sender_name"),
            row.getString("sender_email"),
            row.getString("username"),
            row.getString("mailbox_address"),
            row.getString("imap"),
            row.getString("pop3"),
            row.getString("smtp"),
            row.getString("folder_mapping")),
        new PlanNotes(
            row.getString("owner_name"),
            row.getString("owner_email"),
            row.getString("used_by"),
            Decision.named(row.getString("decision")).orElseThrow(),
            row.getObject("due_on", LocalDate.class),
            row.getString("note")),
        troubleAt == null
            ? null
            : new PlanTrouble(
                troubleAt.toInstant(),
                row.getString("trouble_error_id"),
                row.getString("trouble_title"),
                row.getString("trouble_actor")),
        deleted == null ? null : deleted.toInstant(),
        row.getTimestamp("created_at").toInstant(),
        row.getLong("version"));
  }
}
