package com.mailgrant.platform;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What somebody sent cannot be accepted; nothing was changed. Becomes a 4xx answer with a message
 * at each field.
 */
public final class InvalidInput extends RuntimeException {
  private final List<FieldError> errors;

  /** One or more fields with what is wrong and how to mend it. */
  public InvalidInput(List<FieldError> errors) {
    super("invalid input: " + errors);
    this.errors = List.copyOf(errors);
  }

  /**
   * One field.
   *
   * @param key of a sentence that says what to enter instead
   * @param values for its blanks
   */
  public InvalidInput(String field, String key, Object... values) {
    this(List.of(new FieldError(field, key, values)));
  }

  /** In the order of the form. */
  public List<FieldError> errors() {
    return errors;
  }

  /** The first one's sentence in the reader's language, where a page has room for one. */
  public String first() {
    return errors.getFirst().message();
  }

  /**
   * @param field name in the API, with dots for nesting: {@code imap.port}
   * @param sentence for a person, says what to enter instead
   */
  public record FieldError(String field, @JsonIgnore Sentence sentence) {
    /** With the key of the sentence, and values for its blanks. */
    public FieldError(String field, String key, Object... values) {
      this(field, Sentence.of(key, values));
    }

    /** The sentence in the reader's language. */
    @JsonProperty
    public String message() {
      return sentence.forReader();
    }
  }
}
