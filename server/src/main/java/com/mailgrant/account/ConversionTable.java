package com.mailgrant.account;

import com.mailgrant.mail.Security;
import com.mailgrant.mail.ServerAddress;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.provider.AccountType;
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
import tools.jackson.databind.json.JsonMapper;

/** The table {@code account_conversion}. */
@Repository
class ConversionTable {
  private final JdbcClient jdbc;
  private final JsonMapper json;

  ConversionTable(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** Where an account is to go. */
  record Target(
      AccountType type, String cloud, String username, @Nullable EmailAddress mailboxAddress) {}

  /**
   * The connection of an account before it was switched: what going back brings back. Names and
   * senders are as they are then.
   */
  record Before(
      String type,
      String username,
      @Nullable String mailboxAddress,
      @Nullable String cloud,
      @Nullable Server imap,
      @Nullable Server pop3,
      @Nullable Server smtp,
      @Nullable String smtpUsername,
      @Nullable String sentCopy) {

    record Server(String host, int port, String security) {
      static @Nullable Server of(@Nullable ServerAddress server) {
        return server == null
            ? null
            : new Server(server.host(), server.port(), server.security().name());
      }

      ServerAddress address() {
        return new ServerAddress(host, port, Security.valueOf(security));
      }
    }

    static Before of(MailAccount account) {
      var mailbox = account.mailboxAddress();
      var sentCopy = account.sentCopy();
      return new Before(
          account.type().apiName(),
          account.username(),
          mailbox == null ? null : mailbox.value(),
          account.cloud(),
          Server.of(account.imap()),
          Server.of(account.pop3()),
          Server.of(account.smtp()),
          account.smtpUsername(),
          sentCopy == null ? null : sentCopy.apiName());
    }
  }

  /** A row, without the account that it is about. */
  record Row(
      AccountId account,
      Target target,
      Instant begunAt,
      @Nullable Instant provedAt,
      @Nullable Long provedVersion,
      @Nullable Instant switchedAt,
      @Nullable Instant confirmedAt,
      @Nullable Instant rollbackUntil) {}

  /** Begins, or begins again with another goal; what was proved of the old one is void. */
  void keep(AccountId account, Target target, Instant now) {
    var mailbox = target.mailboxAddress();
    jdbc.sql(
            """
            insert into account_conversion (account_id, type, cloud, username, mailbox_address, begun_at)
            values (:account, :type, :cloud, :username, :mailbox, :now)
            on conflict (account_id) do update set type = :type, cloud = :cloud, username = :username,
              mailbox_address = :mailbox, begun_at = :now, proved_at = null, proved_version = null,
              switched_at = null, confirmed_at = null, settings_before = null, rollback_until = null
            """)
        .param("account", account.value())
        .param("type", target.type().apiName())
        .param("cloud", target.cloud())
        .param("username", target.username())
        .param("mailbox", mailbox == null ? null : mailbox.value())
        .param("now", at(now))
        .update();
  }

  Optional<Row> find(AccountId account) {
    return jdbc.sql("select * from account_conversion where account_id = ?")
        .param(account.value())
        .query(ConversionTable::row)
        .optional();
  }

  List<Row> of(OrganizationId organization) {
    return jdbc.sql(
            """
            select c.* from account_conversion c join mail_account a on a.id = c.account_id
            where a.organization_id = ? and a.parked_at is null
            """)
        .param(organization.value())
        .query(ConversionTable::row)
        .list();
  }

  void proved(AccountId account, @Nullable Instant when, @Nullable Long version) {
    jdbc.sql("update account_conversion set proved_at = ?, proved_version = ? where account_id = ?")
        .param(when == null ? null : at(when))
        .param(version)
        .param(account.value())
        .update();
  }

  void switched(AccountId account, Before before, Instant now, Instant rollbackUntil) {
    jdbc.sql(
            """
            update account_conversion set switched_at = ?, confirmed_at = null, settings_before = ?::jsonb,
              rollback_until = ? where account_id = ?
            """)
        .params(at(now), json.writeValueAsString(before), at(rollbackUntil), account.value())
        .update();
  }

  Optional<Before> before(AccountId account) {
    return jdbc.sql(
            "select settings_before::text from account_conversion where account_id = ? and settings_before is not null")
        .param(account.value())
        .query(String.class)
        .optional()
        .map(text -> json.readValue(text, Before.class));
  }

  /** The password is in use again; the sign-in that was proved stays for the next switch. */
  void wentBack(AccountId account) {
    jdbc.sql(
            """
            update account_conversion set switched_at = null, confirmed_at = null, settings_before = null,
              rollback_until = null, proved_at = null, proved_version = null where account_id = ?
            """)
        .param(account.value())
        .update();
  }

  void forget(AccountId account) {
    jdbc.sql("delete from account_conversion where account_id = ?").param(account.value()).update();
  }

  /** Nothing to go back to is left. */
  void windowClosed(AccountId account) {
    jdbc.sql(
            "update account_conversion set settings_before = null, rollback_until = null where account_id = ?")
        .param(account.value())
        .update();
  }

  /** Takes one whose time to go back is over; no other node takes it meanwhile. */
  Optional<AccountId> lockOver(Instant now) {
    return jdbc.sql(
            """
            select account_id from account_conversion where rollback_until <= ?
            order by rollback_until limit 1 for update skip locked
            """)
        .param(at(now))
        .query((row, _) -> new AccountId(row.getObject("account_id", UUID.class)))
        .optional();
  }

  /** Takes one that was switched and not tested since; two nodes never take the same. */
  Optional<AccountId> takeUnconfirmed(Instant now) {
    return jdbc.sql(
            """
            update account_conversion set confirmed_at = ? where account_id = (
              select account_id from account_conversion where switched_at is not null and confirmed_at is null
              limit 1 for update skip locked)
            returning account_id
            """)
        .param(at(now))
        .query((row, _) -> new AccountId(row.getObject("account_id", UUID.class)))
        .optional();
  }

  private static Row row(ResultSet row, int number) throws SQLException {
    var mailbox = row.getString("mailbox_address");
    return new Row(
        new AccountId(row.getObject("account_id", UUID.class)),
        new Target(
            AccountType.named(row.getString("type")).orElseThrow(),
            row.getString("cloud"),
            row.getString("username"),
            mailbox == null ? null : new EmailAddress(mailbox)),
        row.getTimestamp("begun_at").toInstant(),
        instant(row, "proved_at"),
        row.getObject("proved_version", Long.class),
        instant(row, "switched_at"),
        instant(row, "confirmed_at"),
        instant(row, "rollback_until"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp value = row.getTimestamp(column);
    return value == null ? null : value.toInstant();
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
