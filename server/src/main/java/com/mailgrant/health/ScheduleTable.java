package com.mailgrant.health;

import static com.mailgrant.health.HealthTable.at;

import com.mailgrant.account.AccountId;
import com.mailgrant.organization.OrganizationId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code account_health} as a schedule that all nodes work through together. */
@Repository
class ScheduleTable {
  private static final Duration LATELY = Duration.ofMinutes(5);

  private final JdbcClient jdbc;

  ScheduleTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Claims accounts that are due, and those whose claimant has not been heard of. */
  List<Claim> claim(int most, Instant now, Instant until) {
    var id = UUID.randomUUID();
    return jdbc.sql(
            """
            update account_health h set claim = :claim, claimed_at = :now, claimed_until = :until
            from (select account_id from account_health
              where next_proof_at <= :now and (claimed_until is null or claimed_until < :now)
              order by next_proof_at limit :most for update skip locked) due
            where h.account_id = due.account_id
            returning h.account_id
            """)
        .param("claim", id)
        .param("now", at(now))
        .param("until", at(until))
        .param("most", most)
        .query((row, _) -> new Claim(new AccountId(row.getObject(1, UUID.class)), id))
        .list();
  }

  /** The claimant lives; false when another has the claim by now. */
  boolean renew(Claim claim, Instant until) {
    return jdbc.sql(
                "update account_health set claimed_until = ? where account_id = ? and claim = ?")
            .params(at(until), claim.account().value(), claim.id())
            .update()
        == 1;
  }

  /** Gives a claim back without a result. */
  void giveBack(Claim claim, Instant next) {
    jdbc.sql(
            """
            update account_health set claim = null, claimed_at = null, claimed_until = null, next_proof_at = ?
            where account_id = ? and claim = ?
            """)
        .params(at(next), claim.account().value(), claim.id())
        .update();
  }

  /** The accounts that have a row. */
  Set<AccountId> known() {
    return jdbc.sql("select account_id from account_health where next_proof_at is not null")
        .query((row, _) -> new AccountId(row.getObject(1, UUID.class)))
        .set();
  }

  /** Puts an account on the schedule; one that is on it already keeps its place. */
  void admit(AccountId account, OrganizationId organization, String place, Instant next) {
    jdbc.sql(
            """
            insert into account_health as h (account_id, organization_id, place, next_proof_at)
            values (?, ?, ?, ?)
            on conflict (account_id) do update
              set next_proof_at = coalesce(h.next_proof_at, excluded.next_proof_at)
            """)
        .params(account.value(), organization.value(), place, at(next))
        .update();
  }

  /** Somebody wants to know at once, also while a proof runs that began earlier. */
  void ask(AccountId account, OrganizationId organization, String place, Instant now) {
    jdbc.sql(
            """
            insert into account_health (account_id, organization_id, place, next_proof_at, asked_at)
            values (:account, :organization, :place, :now, :now)
            on conflict (account_id) do update set next_proof_at = :now, asked_at = :now
            """)
        .param("account", account.value())
        .param("organization", organization.value())
        .param("place", place)
        .param("now", at(now))
        .update();
  }

  /** Not later than this; one that is not on the schedule stays off it. */
  void askBy(AccountId account, Instant latest) {
    jdbc.sql(
            "update account_health set next_proof_at = least(next_proof_at, ?) where account_id = ? and next_proof_at is not null")
        .params(at(latest), account.value())
        .update();
  }

  /** Looks once more why the sign-in ended, unless a proof is finding out just now. */
  void askWhy(AccountId account, Instant now) {
    jdbc.sql("update account_health set next_proof_at = ? where account_id = ? and claim is null")
        .params(at(now), account.value())
        .update();
  }

  /** Takes an account off the schedule and switches its lights off. */
  void forget(AccountId account) {
    jdbc.sql("delete from account_health where account_id = ?").param(account.value()).update();
  }

  /**
   * The same by whoever looked at the account; not where somebody has signed in since and asked for
   * a proof.
   */
  void forget(Claim claim) {
    jdbc.sql(
            """
            delete from account_health
            where account_id = ? and claim = ? and (asked_at is null or asked_at <= claimed_at)
            """)
        .params(claim.account().value(), claim.id())
        .update();
  }

  /**
   * Proves some accounts of a place earlier that were fine so far: whether they fail too tells an
   * outage from single faults.
   */
  void sound(String place, int most, Instant now, Duration spread) {
    hasten(
        "inbound_failures = 0 and outbound_failures = 0 and (proved_at is null or proved_at < :lately)",
        place,
        most,
        now,
        spread);
  }

  /** One account of a place works again: those that failed like it are tried soon. */
  void hastenFailing(String place, int most, Instant now, Duration spread) {
    hasten(
        "(inbound_failures > 0 and inbound_passing or outbound_failures > 0 and outbound_passing)",
        place,
        most,
        now,
        spread);
  }

  private void hasten(String condition, String place, int most, Instant now, Duration spread) {
    jdbc.sql(
            """
            update account_health h
            set next_proof_at = cast(:now as timestamptz) + random() * :millis * interval '1 millisecond'
            from (select account_id from account_health
              where place = :place and claim is null and next_proof_at > :soon and %s
              order by random() limit :most for update skip locked) chosen
            where h.account_id = chosen.account_id
            """
                .formatted(condition))
        .param("now", at(now))
        .param("soon", at(now.plus(spread)))
        .param("lately", at(now.minus(LATELY)))
        .param("millis", spread.toMillis())
        .param("place", place)
        .param("most", most)
        .update();
  }
}
