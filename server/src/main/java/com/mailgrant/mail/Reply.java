package com.mailgrant.mail;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server answered. Texts are the server's own words, at most 2,000 characters, control
 * characters escaped as {@code \xNN}, and never repeat a secret that we sent, even if the server
 * did.
 */
public sealed interface Reply {
  /** The server's own words, without status and codes. */
  String text();

  /**
   * @param code the response code without brackets, with its arguments: {@code TRYCREATE}, {@code
   *     BADCHARSET (US-ASCII)}
   */
  record Imap(ImapStatus status, Optional<String> code, String text) implements Reply {
    /** Whether the response code is this one, arguments aside. */
    public boolean hasCode(String name) {
      return code.map(c -> c.split(" ", 2)[0].equalsIgnoreCase(name)).orElse(false);
    }

    /** As on the wire: {@code NO [TRYCREATE] text}. */
    @Override
    public String toString() {
      return status + code.map(c -> " [" + c + "]").orElse("") + " " + text;
    }
  }

  /** How an IMAP server judged (RFC 9051 7.1). */
  enum ImapStatus {
    OK,
    NO,
    BAD,
    PREAUTH,
    BYE
  }

  /**
   * @param code three digits, 200 to 599
   * @param lines one or more, each without the code
   */
  record Smtp(int code, List<String> lines) implements Reply {
    private static final Pattern ENHANCED = Pattern.compile("([245]\\.\\d{1,3}\\.\\d{1,3})(\\s|$)");

    /** Keeps the lines as they are. */
    public Smtp {
      lines = List.copyOf(lines);
    }

    /** The enhanced status code of RFC 3463 that leads the text, for example {@code 5.7.139}. */
    public Optional<String> enhanced() {
      Matcher matcher = ENHANCED.matcher(lines.getFirst());
      return matcher.lookingAt() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** The lines, joined by a space. */
    @Override
    public String text() {
      return String.join(" ", lines);
    }

    /** 2xx. */
    public boolean positive() {
      return code / 100 == 2;
    }

    /** 4xx: may be tried again. */
    public boolean temporary() {
      return code / 100 == 4;
    }

    /** As on the wire, in one line. */
    @Override
    public String toString() {
      return code + " " + text();
    }
  }

  /**
   * @param code the response code of RFC 2449 and RFC 3206 without brackets: {@code AUTH}, {@code
   *     SYS/TEMP}
   */
  record Pop(PopStatus status, Optional<String> code, String text) implements Reply {
    private static final Pattern CODE = Pattern.compile("\\[([A-Za-z0-9/_-]{1,40})] ?(.*)");

    static Pop of(PopStatus status, String text) {
      Matcher matcher = CODE.matcher(text);
      return matcher.matches()
          ? new Pop(
              status, Optional.of(matcher.group(1).toUpperCase(Locale.ROOT)), matcher.group(2))
          : new Pop(status, Optional.empty(), text);
    }

    /** As on the wire. */
    @Override
    public String toString() {
      return (status == PopStatus.OK ? "+OK" : "-ERR")
          + code.map(c -> " [" + c + "]").orElse("")
          + " "
          + text;
    }
  }

  /** How a POP3 server judged. */
  enum PopStatus {
    OK,
    ERR
  }
}
