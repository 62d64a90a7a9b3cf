package com.mailgrant.health;

import com.mailgrant.health.ProofTable.Count;
import com.mailgrant.health.ProofTable.Day;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The last 30 days as bars, one row for reading and one for sending, and the same in words. Lengths
 * are in units of the drawing.
 *
 * @param from first day shown
 * @param to today, in UTC
 */
record Picture(LocalDate from, LocalDate to, List<Row> rows) {
  static final int STEP = 20;
  static final int BAR = 16;
  static final int HEIGHT = 32;
  private static final int ROW = 48;
  private static final int HUNDRED = 100;

  Picture {
    rows = List.copyOf(rows);
  }

  static Picture of(List<Day> days, Instant now) {
    var today = now.atZone(ZoneOffset.UTC).toLocalDate();
    var first = today.minusDays(Health.DAYS_SHOWN - 1L);
    Map<LocalDate, Day> byDay =
        days.stream().collect(Collectors.toMap(Day::day, Function.identity()));
    return new Picture(
        first,
        today,
        List.of(
            row("reading", 0, first, byDay, Day::inbound),
            row("sending", ROW, first, byDay, Day::outbound)));
  }

  /** Of the whole drawing. */
  public int width() {
    return Health.DAYS_SHOWN * STEP;
  }

  /** Of the whole drawing. */
  public int height() {
    return ROW + HEIGHT;
  }

  private static Row row(
      String side, int y, LocalDate first, Map<LocalDate, Day> days, Function<Day, Count> counted) {
    var bars = new ArrayList<Bar>();
    for (int i = 0; i < Health.DAYS_SHOWN; i++) {
      var day = first.plusDays(i);
      var known = days.get(day);
      bars.add(bar(day, i * STEP, y, known == null ? Count.NONE : counted.apply(known)));
    }
    return new Row(side, y, bars);
  }

  /** What failed is drawn from the bottom: seen without colours too. */
  private static Bar bar(LocalDate day, int x, int y, Count count) {
    int failed =
        count.failed() == 0
            ? 0
            : Math.max(HEIGHT / 8, Math.round((float) HEIGHT * count.failed() / count.tried()));
    return new Bar(
        day,
        x,
        y,
        count.tried() == 0 ? "none" : count.failed() == 0 ? "good" : "part",
        y + HEIGHT - failed,
        failed,
        count);
  }

  /**
   * One direction.
   *
   * @param side {@code reading} or {@code sending}
   */
  record Row(String side, int y, List<Bar> bars) {
    Row {
      bars = List.copyOf(bars);
    }

    /** Which sentence says it: {@code none}, {@code good} or {@code part}. */
    public String kind() {
      return proved() == 0 ? "none" : failed() == 0 ? "good" : "part";
    }

    /** Days on which anything was tried. */
    public int proved() {
      return (int) bars.stream().filter(bar -> bar.count().tried() > 0).count();
    }

    /** Days on which something failed. */
    public int failed() {
      return (int) bars.stream().filter(bar -> bar.count().failed() > 0).count();
    }

    /** The days that a person asks about. */
    public List<Bar> bad() {
      return bars.stream().filter(bar -> bar.count().failed() > 0).toList();
    }
  }

  /**
   * One day of one direction.
   *
   * @param css {@code good}, {@code part} or {@code none}
   * @param failedY where the failed part begins
   */
  record Bar(LocalDate day, int x, int y, String css, int failedY, int failedHeight, Count count) {
    /** Of what was tried, in whole percent. */
    public int percentFailed() {
      return count.tried() == 0 ? 0 : Math.round((float) HUNDRED * count.failed() / count.tried());
    }
  }
}
