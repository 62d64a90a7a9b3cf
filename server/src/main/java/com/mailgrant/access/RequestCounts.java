package com.mailgrant.access;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How many requests each API key has made in the present minute, on all nodes together. A node
 * takes a small part of the minute's requests at once and counts those by itself, so that most
 * requests write nothing. What it has taken and does not use is missing to the others until the
 * minute turns: never is more let through than the limit says.
 */
@Component
class RequestCounts {
  /** No more of the limit than one of these lies unused with a node. */
  private static final int PARTS = 600;

  private final JdbcClient jdbc;
  private final Clock clock;
  private final Map<UUID, Taken> parts = new ConcurrentHashMap<>();

  RequestCounts(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * What this node has taken for a key.
   *
   * @param minute of which it is good
   * @param last number of the request that was counted last
   * @param end number of the last one that it is good for
   */
  private record Taken(Instant minute, long last, long end) {}

  /**
   * Counts a request.
   *
   * @param limit requests of the key in a minute
   * @return how many it has made in this minute, this one included
   */
  long count(UUID key, long limit) {
    var minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
    return parts.compute(key, (_, taken) -> counted(key, limit, minute, taken)).last();
  }

  private Taken counted(UUID key, long limit, Instant minute, @Nullable Taken taken) {
    if (taken != null && taken.minute().equals(minute) && taken.last() < taken.end()) {
      return new Taken(minute, taken.last() + 1, taken.end());
    }
    long size = Math.max(1, limit / PARTS);
    long end = takeInDatabase(key, size, minute);
    return new Taken(minute, end - size + 1, end);
  }

  /** A key that was revoked a moment ago has nothing to count. */
  private long takeInDatabase(UUID key, long size, Instant minute) {
    return jdbc.sql(
            """
            insert into api_key_window as w (api_key_id, started_at, requests)
            select id, :minute, :size from api_key where id = :key
            on conflict (api_key_id) do update set
              requests = case when w.started_at < excluded.started_at then :size else w.requests + :size end,
              started_at = greatest(w.started_at, excluded.started_at)
            returning requests
            """)
        .param("key", key)
        .param("size", size)
        .param("minute", minute.atOffset(ZoneOffset.UTC))
        .query(Long.class)
        .optional()
        .orElse(size);
  }
}
