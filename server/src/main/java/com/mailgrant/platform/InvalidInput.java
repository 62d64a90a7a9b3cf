package com.mailgrant.platform;

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

  /** One field. */
  public InvalidInput(String field, String message) {
    this(List.of(new FieldError(field, message)));
  }

  /** In the order of the form. */
  public List<FieldError> errors() {
    return errors;
  }

  /**
   * @param field name in the API, with dots for nesting: {@code imap.port}
   * @param message a sentence for a person that says what to enter instead
   */
  public record FieldError(String field, String message) {}
}
