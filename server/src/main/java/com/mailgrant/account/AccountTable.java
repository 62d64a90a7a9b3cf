package com.mailgrant.account;

import com.mailgrant.mail.Security;
import com.mailgrant.mail.ServerAddress;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.provider.AccountType;
import com.mailgrant.provider.SentCopy;
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
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/** The table {@code mail_account}. */
@Repository
class AccountTable {
  private static final String SETTINGS =
      """
      account_name = :accountName, sender_name = :senderName, sender_email = :senderEmail, use_oauth = :useOAuth,
      username = :username, mailbox_address = :mailbox, cloud = :cloud, sent_copy = :sentCopy,
      smtp_username = :smtpUsername,
      imap_host = :imapHost, imap_port = :imapPort, imap_security = :imapSecurity,
      pop3_host = :pop3Host, pop3_port = :pop3Port, pop3_security = :pop3Security,
      smtp_host = :smtpHost, smtp_port = :smtpPort, smtp_security = :smtpSecurity
      """;

  private final JdbcClient jdbc;

  AccountTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<MailAccount> of(OrganizationId organization) {
    return jdbc.sql(
            "select * from mail_account where organization_id = ? and parked_at is null order by lower(account_name)")
        .param(organization.value())
        .query(AccountTable::account)
        .list();
  }

  List<MailAccount> page(OrganizationId organization, Optional<AccountCursor> after, int limit) {
    return jdbc.sql(
            """
            select * from mail_account
            where organization_id = :organization and parked_at is null
              and (not :further or (lower(account_name), id) > (lower(:name), :id))
            order by lower(account_name), id limit :limit
            """)
        .param("organization", organization.value())
        .param("further", after.isPresent())
        .param("name", after.map(AccountCursor::name).orElse(""))
        .param("id", after.map(AccountCursor::id).orElse(new UUID(0, 0)))
        .param("limit", limit)
        .query(AccountTable::account)
        .list();
  }

  Optional<MailAccount> find(AccountId id) {
    return jdbc.sql("select * from mail_account where id = ? and parked_at is null")
        .param(id.value())
        .query(AccountTable::account)
        .optional();
  }

  List<AccountId> signedIn() {
    return jdbc.sql(
            "select id from mail_account where signed_in and state <> 'disabled' and parked_at is null")
        .query((row, _) -> new AccountId(row.getObject("id", UUID.class)))
        .list();
  }

  void insert(
      AccountId id,
      OrganizationId organization,
      AccountSettings settings,
      Standing standing,
      Instant now) {
    jdbc.sql(
            """
            insert into mail_account (id, organization_id, type, account_name, sender_name, sender_email,
              use_oauth, username, state, state_since, signed_in, mapped, created_at)
            values (?, ?, ?, ?, '', '', false, '', ?, ?, ?, ?, ?)
            """)
        .params(
            id.value(),
            organization.value(),
            settings.type().apiName(),
            settings.accountName(),
            standing.state().apiName(),
            at(now),
            standing.signedIn(),
            standing.mapped(),
            at(now))
        .update();
    settings(jdbc.sql("update mail_account set " + SETTINGS + " where id = :id"), id, settings)
        .update();
  }

  void update(AccountId id, AccountSettings settings) {
    settings(
            jdbc.sql(
                "update mail_account set version = version + 1, " + SETTINGS + " where id = :id"),
            id,
            settings)
        .update();
  }

  /** Another way to the same mailbox; everything else stays. */
  void connect(MailAccount account) {
    jdbc.sql("update mail_account set type = ? where id = ?")
        .params(account.type().apiName(), account.id().value())
        .update();
    update(
        account.id(),
        new AccountSettings(
            account.type(),
            account.accountName(),
            account.senderName(),
            account.senderEmail(),
            account.useOAuth(),
            account.username(),
            account.mailboxAddress(),
            account.cloud(),
            account.imap(),
            account.pop3(),
            account.smtp(),
            account.smtpUsername(),
            account.sentCopy(),
            null,
            null));
  }

  /**
   * Changes of the accounts of an organization come one after the other until the transaction ends.
   */
  void lockAll(OrganizationId organization) {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended('mail_account:' || ?, 0))::text")
        .param(organization.value().toString())
        .query(String.class)
        .single();
  }

  /** From now on nobody finds it, and it can be brought back. */
  void park(AccountId id, Instant now) {
    jdbc.sql("update mail_account set parked_at = ? where id = ?")
        .params(at(now), id.value())
        .update();
  }

  boolean unpark(AccountId id) {
    return jdbc.sql(
                "update mail_account set parked_at = null, version = version + 1 where id = ? and parked_at is not null")
            .param(id.value())
            .update()
        == 1;
  }

  List<ParkedAccount> parked(OrganizationId organization, long skipped, int most) {
    return jdbc.sql(
            """
            select * from mail_account where organization_id = ? and parked_at is not null
            order by parked_at desc, id offset ? limit ?
            """)
        .params(organization.value(), skipped, most)
        .query((row, number) -> new ParkedAccount(account(row, number), instant(row, "parked_at")))
        .list();
  }

  Optional<MailAccount> parked(OrganizationId organization, AccountId id) {
    return jdbc.sql(
            "select * from mail_account where organization_id = ? and id = ? and parked_at is not null")
        .params(organization.value(), id.value())
        .query(AccountTable::account)
        .optional();
  }

  long countParked(OrganizationId organization) {
    return jdbc.sql(
            "select count(*) from mail_account where organization_id = ? and parked_at is not null")
        .param(organization.value())
        .query(Long.class)
        .single();
  }

  /** Erases what was parked before this instant, with all that hangs on it. */
  int eraseParked(Instant before) {
    return jdbc.sql("delete from mail_account where parked_at <= ?").param(at(before)).update();
  }

  void delete(AccountId id) {
    jdbc.sql("delete from mail_account where id = ?").param(id.value()).update();
  }

  Optional<Standing> lockStanding(AccountId id) {
    return jdbc.sql(
            "select state, signed_in, mapped from mail_account where id = ? and parked_at is null for update")
        .param(id.value())
        .query((row, _) ->
            new Standing(
                AccountState.named(row.getString("state")),
                row.getBoolean("signed_in"),
                row.getBoolean("mapped")))
        .optional();
  }

  void keepStanding(AccountId id, Standing standing, @Nullable Instant since) {
    jdbc.sql(
            """
            update mail_account set state = ?, state_since = coalesce(?, state_since), signed_in = ?, mapped = ?
            where id = ?
            """)
        .param(standing.state().apiName())
        .param(since == null ? null : at(since))
        .param(standing.signedIn())
        .param(standing.mapped())
        .param(id.value())
        .update();
  }

  void keepLastProved(AccountId id, Instant when) {
    jdbc.sql("update mail_account set last_proved_at = ? where id = ?")
        .params(at(when), id.value())
        .update();
  }

  private static StatementSpec settings(StatementSpec sql, AccountId id, AccountSettings settings) {
    var mailbox = settings.mailboxAddress();
    var sentCopy = settings.sentCopy();
    var spec =
        sql.param("id", id.value())
            .param("accountName", settings.accountName())
            .param("senderName", settings.senderName())
            .param("senderEmail", settings.senderEmail().value())
            .param("useOAuth", settings.useOAuth())
            .param("username", settings.username())
            .param("mailbox", mailbox == null ? null : mailbox.value())
            .param("cloud", settings.cloud())
            .param("sentCopy", sentCopy == null ? null : sentCopy.apiName())
            .param("smtpUsername", settings.smtpUsername());
    return server(
        server(server(spec, "imap", settings.imap()), "pop3", settings.pop3()),
        "smtp",
        settings.smtp());
  }

  private static StatementSpec server(
      StatementSpec spec, String protocol, @Nullable ServerAddress server) {
    return spec.param(protocol + "Host", server == null ? null : server.host())
        .param(protocol + "Port", server == null ? null : server.port())
        .param(protocol + "Security", server == null ? null : server.security().name());
  }

  private static MailAccount account(ResultSet row, int number) throws SQLException {
    var mailbox = row.getString("mailbox_address");
    var sentCopy = row.getString("sent_copy");
    return new MailAccount(
        new AccountId(row.getObject("id", UUID.class)),
        new OrganizationId(row.getObject("organization_id", UUID.class)),
        AccountType.named(row.getString("type")).orElseThrow(),
        row.getString("account_name"),
        row.getString("sender_name"),
        new EmailAddress(row.getString("sender_email")),
        row.getBoolean("use_oauth"),
        row.getString("username"),
        mailbox == null ? null : new EmailAddress(mailbox),
        row.getString("cloud"),
        server(row, "imap"),
        server(row, "pop3"),
        server(row, "smtp"),
        row.getString("smtp_username"),
        sentCopy == null ? null : SentCopy.named(sentCopy).orElse(null),
        AccountState.named(row.getString("state")),
        instant(row, "state_since"),
        row.getBoolean("mapped"),
        optionalInstant(row, "last_proved_at"),
        row.getLong("version"),
        instant(row, "created_at"));
  }

  private static @Nullable ServerAddress server(ResultSet row, String protocol)
      throws SQLException {
    var host = row.getString(protocol + "_host");
    return host == null
        ? null
        : new ServerAddress(
            host,
            row.getInt(protocol + "_port"),
            Security.valueOf(row.getString(protocol + "_security")));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getTimestamp(column).toInstant();
  }

  private static @Nullable Instant optionalInstant(ResultSet row, String column)
      throws SQLException {
    Timestamp value = row.getTimestamp(column);
    return value == null ? null : value.toInstant();
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
