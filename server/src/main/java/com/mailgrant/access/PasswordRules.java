package com.mailgrant.access;

import com.mailgrant.platform.Secret;
import com.mailgrant.platform.Sentence;
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
  static Map<String, Sentence> complaints(Secret current, Secret chosen, Secret repeated) {
    var complaints = new LinkedHashMap<String, Sentence>();
    if (chosen.characters() < SHORTEST) {
      complaints.put("chosen", Sentence.of("wrong.access.too-short", SHORTEST));
    } else if (chosen.characters() > LONGEST) {
      complaints.put("chosen", Sentence.of("wrong.access.too-long", LONGEST));
    } else if (chosen.equals(current)) {
      complaints.put("chosen", Sentence.of("wrong.access.same"));
    } else if (!chosen.equals(repeated)) {
      complaints.put("repeated", Sentence.of("wrong.access.not-repeated"));
    }
    return complaints;
  }
}
