package com.mailgrant.platform;

/** What was asked for does not exist here; becomes 404. */
public final class Missing extends RuntimeException {
  private final Sentence sentence;

  /**
   * @param key of a sentence that says what there is not
   */
  public Missing(String key) {
    this(Sentence.of(key));
  }

  private Missing(Sentence sentence) {
    super(sentence.toString());
    this.sentence = sentence;
  }

  /** For pages and answers; the message of the exception is English, for the log. */
  public Sentence sentence() {
    return sentence;
  }
}
