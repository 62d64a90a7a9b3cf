package com.mailgrant.sync;

import com.mailgrant.event.EventData;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Half of what may be a move.
 *
 * @param message what the API calls the message
 */
record Pending(
    long id,
    Kind kind,
    long key,
    long octets,
    @Nullable Instant receivedAt,
    String message,
    EventData.Mail data) {

  /**
   * Whether both may be one move: the same message, and the same size or date. What comes into Sent
   * with another size was filed there.
   */
  boolean completes(Pending other) {
    if (kind == other.kind || key != other.key) {
      return false;
    }
    var arrival = kind == Kind.ARRIVAL ? this : other;
    return octets == other.octets
        || (receivedAt != null
            && receivedAt.equals(other.receivedAt)
            && !"sent".equals(arrival.data.role()));
  }

  enum Kind {
    /** Came into a folder while the same message lies in another one. */
    ARRIVAL,
    /** Is not in its folder any more. */
    DEPARTURE
  }
}
