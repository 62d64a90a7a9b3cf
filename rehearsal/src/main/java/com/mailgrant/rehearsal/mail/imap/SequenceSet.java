package com.mailgrant.rehearsal.mail.imap;

import java.util.ArrayList;
import java.util.List;

/** Message numbers or UIDs (RFC 3501 sequence-set). */
final class SequenceSet {
  private static final int MOST_RANGES = 5_000;
  private static final long LAST = Long.MAX_VALUE;

  private record Range(long from, long to) {}

  private final List<Range> ranges;

  private SequenceSet(List<Range> ranges) {
    this.ranges = ranges;
  }

  static SequenceSet parse(String text) throws BadCommandException {
    var ranges = new ArrayList<Range>();
    for (var part : text.split(",", -1)) {
      int colon = part.indexOf(':');
      long from = number(colon < 0 ? part : part.substring(0, colon));
      ranges.add(new Range(from, colon < 0 ? from : number(part.substring(colon + 1))));
      if (ranges.size() > MOST_RANGES) {
        throw new BadCommandException("too many ranges");
      }
    }
    return new SequenceSet(ranges);
  }

  /**
   * @param last what {@code *} stands for: the highest number in use
   */
  boolean contains(long number, long last) {
    for (var range : ranges) {
      long from = range.from == LAST ? last : range.from;
      long to = range.to == LAST ? last : range.to;
      // 5:* is the same as *:5, so the last message always belongs to it.
      if (number >= Math.min(from, to) && number <= Math.max(from, to)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a number beyond the last message is named outright. */
  boolean exceeds(long last) {
    return ranges.stream()
        .anyMatch(range -> isBeyond(range.from, last) || isBeyond(range.to, last));
  }

  private static boolean isBeyond(long number, long last) {
    return number == LAST ? last == 0 : number > last;
  }

  private static long number(String text) throws BadCommandException {
    if (text.equals("*")) {
      return LAST;
    }
    if (!text.matches("[1-9][0-9]{0,9}")) {
      throw new BadCommandException("not a message number: " + text);
    }
    return Long.parseLong(text);
  }
}
