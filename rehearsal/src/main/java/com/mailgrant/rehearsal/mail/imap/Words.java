package com.mailgrant.rehearsal.mail.imap;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Strings in answers, as ISO 8859-1 text in which every character is an octet. */
final class Words {
  private static final int LONGEST_QUOTED = 1_000;

  private Words() {}

  /** NIL, quoted, or a literal where the octets ask for it (RFC 3501 nstring). */
  static String nstring(@Nullable String octets) {
    if (octets == null) {
      return "NIL";
    }
    boolean quotable =
        octets.length() <= LONGEST_QUOTED && octets.chars().allMatch(c -> c >= ' ' && c < 0x7F);
    return quotable ? FolderText.quoted(octets) : "{" + octets.length() + "}\r\n" + octets;
  }

  static String upper(String word) {
    return nstring(word.toUpperCase(Locale.ROOT));
  }
}
