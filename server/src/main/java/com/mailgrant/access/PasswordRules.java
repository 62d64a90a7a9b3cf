package com.mailgrant.access;

import com.mailgrant.platform.Secret;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a new password must be: long, and new. Nothing about kinds of characters, which makes
 * passwords harder to remember and not harder to guess (NIST SP 800-63B 3.1.1.2).
 */
final class PasswordRules {
  private static final int SHORTEST = 12;

  /** NIST wants 64 to be possible; the bound keeps hashing from being a burden. */
  private static final int LONGEST = 200;

  private PasswordRules() {}

  /** What is wrong, by field of the form; empty when nothing is. */
  static Map<String, String> complaints(Secret current, Secret chosen, Secret repeated) {
    var complaints = new LinkedHashMap<String, String>();
    if (chosen.characters() < SHORTEST) {
      complaints.put(
          "chosen",
          "Enter at least "
              + SHORTEST
              + " characters, for example some words that belong together for you alone.");
    } else if (chosen.characters() > LONGEST) {
      complaints.put("chosen", "Enter at most " + LONGEST + " characters.");
    } else if (chosen.equals(current)) {
      complaints.put("chosen", "This is the current password. Choose another one.");
    } else if (!chosen.equals(repeated)) {
      complaints.put("repeated", "The two are not the same. Enter the new password again.");
    }
    return complaints;
  }
}
