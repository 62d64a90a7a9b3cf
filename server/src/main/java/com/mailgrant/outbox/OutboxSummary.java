package com.mailgrant.outbox;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The outbox in numbers.
 *
 * @param states how many messages stand in each state, by its name; all states
 * @param waiting messages that have not left yet and may
 * @param oldestWaiting when the oldest of them was accepted; null when none waits
 */
public record OutboxSummary(
    Map<OutboxState, Long> states, long waiting, @Nullable Instant oldestWaiting) {
  public OutboxSummary {
    states = Map.copyOf(states);
  }

  /** How many messages stand in one state. */
  public long count(OutboxState state) {
    return states.getOrDefault(state, 0L);
  }
}
