package com.mailgrant.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Lets a few through in a while: an outage of a place with ten thousand accounts is told by the
 * first of them, and the server that comes back is spared the others. Each node counts for itself.
 */
final class Restraint {
  private static final int MOST_PLACES = 10_000;

  private final int most;
  private final Duration within;
  private final Clock clock;
  private final Map<String, Taken> places = new HashMap<>();

  Restraint(int most, Duration within, Clock clock) {
    this.most = most;
    this.within = within;
    this.clock = clock;
  }

  /** Whether one more of this place may pass. */
  synchronized boolean mayPass(String place) {
    var now = clock.instant();
    if (places.size() > MOST_PLACES) {
      places.clear();
    }
    var taken = places.get(place);
    // A clock that was put back must not keep it shut.
    if (taken == null || now.isBefore(taken.from) || !now.isBefore(taken.from.plus(within))) {
      places.put(place, new Taken(now, 1));
      return true;
    }
    places.put(place, new Taken(taken.from, taken.count + 1));
    return taken.count < most;
  }

  private record Taken(Instant from, int count) {}
}
