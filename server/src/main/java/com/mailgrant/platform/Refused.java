package com.mailgrant.platform;

/**
 * A well-formed wish that the present state of things does not allow; becomes 409 or 412, and
 * changes nothing.
 */
public final class Refused extends RuntimeException {
  private final Reason reason;
  private final Sentence sentence;

  /**
   * @param key of a sentence that says why, and what to do instead
   * @param values for its blanks
   */
  public Refused(Reason reason, String key, Object... values) {
    this(reason, Sentence.of(key, values));
  }

  private Refused(Reason reason, Sentence sentence) {
    super(sentence.toString());
    this.reason = reason;
    this.sentence = sentence;
  }

  public Reason reason() {
    return reason;
  }

  /** For pages and answers; the message of the exception is English, for the log. */
  public Sentence sentence() {
    return sentence;
  }

  /** Which status the answer bears. */
  public enum Reason {
    /** 409. */
    CONFLICT,
    /** 412: If-Match names another version than the stored one. */
    STALE_VERSION
  }
}
