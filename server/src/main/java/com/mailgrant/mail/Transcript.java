package com.mailgrant.mail;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The last lines of a dialogue, for evidence and support: {@code C:} what we sent, {@code S:} what
 * came. Secrets never get in; literals and messages stand as their length. Safe to read from
 * another thread.
 */
public final class Transcript {
  private static final int LONGEST_LINE = 300;

  private final int mostLines;
  private final Deque<String> lines = new ArrayDeque<>();
  private long dropped;

  /**
   * @param mostLines older lines fall out, each of at most 300 characters
   */
  public Transcript(int mostLines) {
    if (mostLines < 1) {
      throw new IllegalArgumentException("a transcript needs room for a line");
    }
    this.mostLines = mostLines;
  }

  /** In the order of the dialogue; the first line says how many are missing before it. */
  public synchronized List<String> lines() {
    if (dropped == 0) {
      return List.copyOf(lines);
    }
    List<String> all = new java.util.ArrayList<>(lines.size() + 1);
    all.add("(" + dropped + " earlier lines)");
    all.addAll(lines);
    return List.copyOf(all);
  }

  synchronized void client(String line) {
    add("C: " + WireText.printable(line, LONGEST_LINE));
  }

  synchronized void server(String line) {
    add("S: " + WireText.printable(line, LONGEST_LINE));
  }

  synchronized void note(String line) {
    add("-- " + WireText.printable(line, LONGEST_LINE));
  }

  private void add(String line) {
    if (lines.size() == mostLines) {
      lines.removeFirst();
      dropped++;
    }
    lines.addLast(line);
  }
}
