package com.mailgrant.rehearsal.fault;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is answered while a {@link ScriptedFault} is on. */
public sealed interface Script {
  /**
   * A refusal of an authority (facts/microsoft365 1.5, 12.5).
   *
   * @param number behind AADSTS; 0 where none is told
   * @param error the OAuth word
   * @param status of the token endpoint's answer
   */
  record Refused(int number, String error, int status, String text, @Nullable String suberror)
      implements Script {}

  /** Claims that take the place of others; a claim without a value is left out. */
  record Claims(Map<String, Object> values) implements Script {
    public Claims {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
  }

  /** A reply of a mail server, as it stands behind the tag. */
  record Line(String text) implements Script {
    /** The first word: OK, NO, 535, -ERR. */
    public String word() {
      return text.substring(0, text.indexOf(' '));
    }

    /** What follows the first word. */
    public String rest() {
      return text.substring(text.indexOf(' ') + 1);
    }
  }
}
