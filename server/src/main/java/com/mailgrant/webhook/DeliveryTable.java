package com.mailgrant.webhook;

import com.mailgrant.organization.OrganizationId;
import com.mailgrant.platform.Sentence;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The table {@code webhook_delivery}. Whoever delivers holds a lease and extends it with every
 * step. Each step names the lease and the cursor that it goes from: a worker that was frozen, and
 * overtaken meanwhile, changes nothing any more. Leases go by the clock of the database, since the
 * clocks of nodes differ and jump.
 */
@Repository
class DeliveryTable {
  /**
   * Longer than one request and its bookkeeping take; with the time between two looks it stays
   * below the 30 s within which a killed node's work has to be taken over.
   */
  static final Duration LEASE = Duration.ofSeconds(25);

  private final JdbcClient jdbc;

  DeliveryTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** An endpoint in the hands of one worker. */
  record Lease(UUID endpoint, UUID holder, Progress progress) {
    Lease at(long cursor) {
      return new Lease(
          endpoint,
          holder,
          new Progress(cursor, 0, null, null, progress.lastSuccessAt(), null, null));
    }
  }

  void insert(UUID endpoint, long cursor) {
    jdbc.sql("insert into webhook_delivery (endpoint_id, cursor) values (?, ?)")
        .params(endpoint, cursor)
        .update();
  }

  Optional<Progress> find(UUID endpoint) {
    return jdbc.sql("select * from webhook_delivery where endpoint_id = ?")
        .param(endpoint)
        .query(DeliveryTable::progress)
        .optional();
  }

  /**
   * Takes an endpoint that is behind the log and may be told now: the one that waited longest.
   *
   * @param newest cursor of the newest event of each organization
   */
  Optional<Lease> take(Map<OrganizationId, Long> newest, Instant now) {
    var holder = UUID.randomUUID();
    var logs = newest.entrySet().stream().toList();
    return jdbc.sql(
            """
            update webhook_delivery d set taken_by = :holder, taken_at = now(),
              taken_until = now() + make_interval(secs => :lease)
            from (
              select d.endpoint_id from webhook_delivery d
              join webhook_endpoint e on e.id = d.endpoint_id and e.state = 'ACTIVE'
              join unnest(:organizations, :newest) as log (organization_id, newest)
                on log.organization_id = e.organization_id and log.newest > d.cursor
              where (d.next_attempt_at is null or d.next_attempt_at <= :now)
                and (d.taken_until is null or d.taken_until < now())
              order by d.taken_at nulls first limit 1 for update of d skip locked) due
            where d.endpoint_id = due.endpoint_id
            returning d.*
            """)
        .param("holder", holder)
        .param("lease", LEASE.toSeconds())
        .param("organizations", logs.stream().map(log -> log.getKey().value()).toArray(UUID[]::new))
        .param("newest", logs.stream().map(Map.Entry::getValue).toArray(Long[]::new))
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query((row, number) ->
            new Lease(row.getObject("endpoint_id", UUID.class), holder, progress(row, number)))
        .optional();
  }

  /**
   * The endpoint took the event with this cursor. Returns the version of its settings now; empty
   * when the lease is lost.
   */
  Optional<Long> taken(Lease lease, long cursor, Instant now) {
    return jdbc.sql(
            """
            update webhook_delivery set cursor = :to, attempts = 0, failing_since = null, next_attempt_at = null,
              last_success_at = :now, taken_until = now() + make_interval(secs => :lease)
            where endpoint_id = :endpoint and taken_by = :holder and cursor = :from
            returning (select version from webhook_endpoint where id = endpoint_id)
            """)
        .param("to", cursor)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("lease", LEASE.toSeconds())
        .param("endpoint", lease.endpoint())
        .param("holder", lease.holder())
        .param("from", lease.progress().cursor())
        .query(Long.class)
        .optional();
  }

  /** There is nothing wanted up to this cursor; nothing changes when the lease is lost. */
  void skipped(Lease lease, long cursor) {
    jdbc.sql(
            """
            update webhook_delivery set cursor = :to
            where endpoint_id = :endpoint and taken_by = :holder and cursor = :from
            """)
        .param("to", cursor)
        .param("endpoint", lease.endpoint())
        .param("holder", lease.holder())
        .param("from", lease.progress().cursor())
        .update();
  }

  /** The endpoint did not take an event; the lease is given back. False when it was lost. */
  boolean failed(
      Lease lease, Sentence words, Instant failingSince, @Nullable Instant next, Instant now) {
    return jdbc.sql(
                """
                update webhook_delivery set attempts = attempts + 1, failing_since = :since, next_attempt_at = :next,
                  last_failure_at = :now, last_failure = :words, last_failure_sentence = :sentence, taken_by = null, taken_until = null
                where endpoint_id = :endpoint and taken_by = :holder and cursor = :from
                """)
            .param("since", failingSince.atOffset(ZoneOffset.UTC))
            .param("next", next == null ? null : next.atOffset(ZoneOffset.UTC))
            .param("now", now.atOffset(ZoneOffset.UTC))
            .param("words", words.toString())
            .param("sentence", words.stored())
            .param("endpoint", lease.endpoint())
            .param("holder", lease.holder())
            .param("from", lease.progress().cursor())
            .update()
        == 1;
  }

  void giveBack(Lease lease) {
    jdbc.sql(
            """
            update webhook_delivery set taken_by = null, taken_until = null
            where endpoint_id = ? and taken_by = ?
            """)
        .params(lease.endpoint(), lease.holder())
        .update();
  }

  /** Begins anew from here, at once. A worker that is at it keeps its lease and finds out. */
  void restart(UUID endpoint, @Nullable Long cursor) {
    jdbc.sql(
            """
            update webhook_delivery set cursor = coalesce(:cursor, cursor), attempts = 0, failing_since = null,
              next_attempt_at = null
            where endpoint_id = :endpoint
            """)
        .param("cursor", cursor)
        .param("endpoint", endpoint)
        .update();
  }

  private static Progress progress(ResultSet row, int number) throws SQLException {
    return new Progress(
        row.getLong("cursor"),
        row.getInt("attempts"),
        instant(row.getTimestamp("failing_since")),
        instant(row.getTimestamp("next_attempt_at")),
        instant(row.getTimestamp("last_success_at")),
        instant(row.getTimestamp("last_failure_at")),
        Sentence.restored(row.getString("last_failure_sentence"), row.getString("last_failure")));
  }

  private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }
}
