package com.mailgrant.rehearsal.mail.imap;

import com.mailgrant.rehearsal.mail.HungUpException;
import com.mailgrant.rehearsal.mail.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads commands with their literals (RFC 3501 4.3, RFC 7888). */
final class CommandReader {
  /** Octets of a line; tokens have 1 to 3 kB, UID sets can be long. */
  static final int LONGEST_LINE = 64 * 1024;

  private static final int LARGEST_LITERAL = 64 * 1024;

  /** What Exchange announces for messages in SMTP (facts/microsoft365 4.6). */
  private static final int LARGEST_MESSAGE = 157_286_400;

  private static final int MOST_LITERALS = 50;

  private static final Pattern LITERAL = Pattern.compile("\\{([0-9]{1,10})(\\+?)}$");
  private static final Pattern START =
      Pattern.compile(
          "([^\\x00-\\x20\\x7F-\\xFF(){%*\"\\\\+]{1,64}) (UID )?([A-Za-z0-9]{1,20})(?= |$)",
          Pattern.CASE_INSENSITIVE);

  private final Wire wire;
  private final Manner manner;

  CommandReader(Wire wire, Manner manner) {
    this.wire = wire;
    this.manner = manner;
  }

  /** Empty when a complaint had to be answered instead. */
  Optional<Command> read(boolean authenticated) throws IOException {
    var text = new StringBuilder(wire.text(LONGEST_LINE));
    var start = START.matcher(text);
    if (!start.lookingAt()) {
      wire.say("* BAD " + manner.unknownCommand()).flush();
      return Optional.empty();
    }
    var tag = start.group(1);
    var name = start.group(3).toUpperCase(Locale.ROOT);
    boolean uid = start.group(2) != null;
    int end = start.end();
    int largest = authenticated && name.equals("APPEND") ? LARGEST_MESSAGE : LARGEST_LITERAL;
    List<byte[]> literals = new ArrayList<>();
    for (var literal = LITERAL.matcher(text); literal.find(); literal = LITERAL.matcher(text)) {
      long length = Long.parseLong(literal.group(1));
      boolean waits = literal.group(2).isEmpty();
      if (length > largest || literals.size() == MOST_LITERALS || text.length() > LONGEST_LINE) {
        if (!waits) {
          wire.say("* BYE " + manner.closed()).flush();
          throw new HungUpException("a literal of " + length + " octets that did not wait");
        }
        wire.say(tag + " BAD " + manner.badArgument()).flush();
        return Optional.empty();
      }
      if (waits) {
        wire.say("+ " + manner.goAhead()).flush();
      }
      literals.add(wire.octets((int) length));
      var more = wire.text(LONGEST_LINE);
      text.append(more);
      if (more.isEmpty()) {
        // Nothing follows; the announcement at the end must not be taken for a new one.
        break;
      }
    }
    int from = end < text.length() ? end + 1 : end;
    return Optional.of(new Command(tag, name, uid, new Arguments(text.toString(), from, literals)));
  }
}
