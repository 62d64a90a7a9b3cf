package com.mailgrant.rehearsal.mail.imap;

import com.mailgrant.rehearsal.mailbox.Flag;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Flags in commands. */
final class Flags {
  private Flags() {}

  /** Keywords are read and forgotten: PERMANENTFLAGS has no {@code \*} (facts/microsoft365 4.3). */
  static Set<Flag> read(Arguments arguments) throws BadCommandException {
    List<String> words;
    if (arguments.peek() == '(') {
      words = arguments.list(arguments::flag);
    } else {
      words = new ArrayList<>();
      do {
        words.add(arguments.flag());
      } while (arguments.accept(' '));
    }
    var flags = EnumSet.noneOf(Flag.class);
    words.forEach(word -> Flag.of(word).ifPresent(flags::add));
    return flags;
  }
}
