package com.mailgrant.mail;

import java.io.Serial;

/**
 * Carries a {@link MailFailure} out of a session. Callers catch it once per feature, or wrap steps
 * in {@link Outcome#of}.
 */
public final class MailFailureException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final transient MailFailure failure;

  /** The failure's summary becomes the message. */
  public MailFailureException(MailFailure failure) {
    super(failure.summary());
    this.failure = failure;
  }

  public MailFailure failure() {
    return failure;
  }
}
