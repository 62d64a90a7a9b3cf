package com.mailgrant.platform;

/**
 * A well-formed wish that the present state of things does not allow; becomes 409 or 412, and
 * changes nothing.
 */
public final class Refused extends RuntimeException {
  private final Reason reason;

  /** A sentence that says why, and what to do instead. */
  public Refused(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  /** Which status the answer bears. */
  public enum Reason {
    /** 409. */
    CONFLICT,
    /** 412: If-Match names another version than the stored one. */
    STALE_VERSION
  }
}
