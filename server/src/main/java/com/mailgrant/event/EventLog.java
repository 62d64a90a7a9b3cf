package com.mailgrant.event;

import com.mailgrant.organization.OrganizationId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The log for readers. Call it outside of transactions: it may number what has just arrived. */
@Service
public class EventLog {
  private final EventTable table;
  private final Horizon horizon;

  EventLog(EventTable table, Horizon horizon) {
    this.table = table;
    this.horizon = horizon;
  }

  /**
   * What comes after a cursor, oldest first. Everything that was committed before this call is
   * within reach, and nothing that is committed later gets a place before {@link Page#next}.
   *
   * @param after cursor of the last event that the reader has; 0 for all from the beginning
   * @param most at least 1
   */
  public Page read(OrganizationId organization, EventFilter filter, long after, int most) {
    long newest = newest(organization);
    var events = table.between(organization, filter, after, newest, most);
    long next = events.size() == most ? events.getLast().cursor() : Math.max(after, newest);
    return new Page(events, next, next < newest);
  }

  /**
   * Newest first.
   *
   * @param before cursor of the oldest event that was shown; {@link Long#MAX_VALUE} to begin
   */
  public List<Event> newestFirst(
      OrganizationId organization, EventFilter filter, long before, int most) {
    newest(organization);
    return table.newestFirst(organization, filter, before, most);
  }

  /** The cursor of the newest event; 0 while there is none. */
  public long newest(OrganizationId organization) {
    long newest = table.number(organization);
    horizon.reached(organization, newest);
    return newest;
  }

  /** The same of every organization, without numbering what has just arrived. */
  public Map<OrganizationId, Long> newest() {
    return table.newest();
  }

  /**
   * A place in the log as programs send it: the cursor of an event, 0 for the beginning, or the
   * word {@code latest} for the end.
   *
   * @param field what it is called in messages
   * @throws com.mailgrant.platform.InvalidInput when it is none, or beyond the end
   */
  public long cursor(OrganizationId organization, String field, @Nullable String text) {
    return Cursor.parse(field, text, newest(organization));
  }

  /** How many wanted events come after a cursor, counted no further than {@code most}. */
  public long count(OrganizationId organization, EventFilter filter, long after, int most) {
    return table.count(organization, filter, after, most);
  }

  /**
   * Waits until there is something after a cursor, whatever it is.
   *
   * @return false when the time is over, or when this node is stopping
   */
  public boolean await(OrganizationId organization, long after, Duration most)
      throws InterruptedException {
    return horizon.await(organization, after, most);
  }

  /** Whether readers may go on waiting; false as soon as this node is stopping. */
  boolean isOpen() {
    return horizon.isOpen();
  }

  /**
   * A piece of the log.
   *
   * @param next where to go on: everything up to here was looked at
   * @param more whether there is something after {@code next} already
   */
  public record Page(List<Event> events, long next, boolean more) {
    public Page {
      events = List.copyOf(events);
    }
  }
}
