package com.mailgrant.outbox;

import com.mailgrant.account.AccountId;
import com.mailgrant.organization.OrganizationId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How many messages wait at which account, from the table {@code outbox_message}. */
@Component
public class Backlog {
  private final JdbcClient jdbc;

  Backlog(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param held messages that wait until their account works again
   * @param queued messages that leave by themselves: queued, deferred, or on the wire
   */
  public record Count(int held, int queued) {
    public static final Count NONE = new Count(0, 0);

    /** All of them. */
    public int all() {
      return held + queued;
    }
  }

  /** Of one account. */
  public Count of(AccountId account) {
    return jdbc.sql(
            """
            select count(*) filter (where state = 'HELD') as held, count(*) filter (where state <> 'HELD') as queued
            from outbox_message where account_id = ? and state in ('HELD', 'QUEUED', 'DEFERRED', 'SENDING')
            """)
        .param(account.value())
        .query((row, _) -> new Count(row.getInt("held"), row.getInt("queued")))
        .single();
  }

  /** The accounts of an organization at which messages wait. */
  public Map<AccountId, Count> of(OrganizationId organization) {
    var counts = new LinkedHashMap<AccountId, Count>();
    jdbc.sql(
            """
            select account_id, count(*) filter (where state = 'HELD') as held,
              count(*) filter (where state <> 'HELD') as queued
            from outbox_message
            where organization_id = ? and state in ('HELD', 'QUEUED', 'DEFERRED', 'SENDING')
            group by account_id
            """)
        .param(organization.value())
        .query((row, _) ->
            counts.put(
                new AccountId(row.getObject("account_id", UUID.class)),
                new Count(row.getInt("held"), row.getInt("queued"))))
        .list();
    return counts;
  }
}
