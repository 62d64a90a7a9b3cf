package com.mailgrant.rehearsal.mime;

/** Lines of a message, ended by CRLF or by a bare LF. */
final class Lines {
  private Lines() {}

  /** Offset behind the line that starts at {@code at}. */
  static int next(byte[] source, int at, int to) {
    int i = at;
    while (i < to && source[i] != '\n') {
      i++;
    }
    return Math.min(i + 1, to);
  }

  static boolean isEmpty(byte[] source, int at, int next) {
    return textEnd(source, at, next) == at;
  }

  /** Offset of the line end. */
  static int textEnd(byte[] source, int at, int next) {
    int end = next;
    if (end > at && source[end - 1] == '\n') {
      end--;
      if (end > at && source[end - 1] == '\r') {
        end--;
      }
    }
    return end;
  }
}
