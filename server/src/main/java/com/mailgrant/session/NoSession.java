package com.mailgrant.session;

import com.mailgrant.account.MailAccount;
import com.mailgrant.diagnosis.Finding;
import com.mailgrant.provider.Failure;

/** A session could not be had, or ended; it carries what that means for this account. */
public final class NoSession extends Exception {
  private final transient MailAccount account;
  private final transient Finding finding;
  private final transient Failure failure;

  NoSession(MailAccount account, Finding finding, Failure failure) {
    super(finding.code());
    this.account = account;
    this.finding = finding;
    this.failure = failure;
  }

  /** Whose session it is. */
  public MailAccount account() {
    return account;
  }

  /** For a report. */
  public Finding finding() {
    return finding;
  }

  /** For decisions. */
  public Failure failure() {
    return failure;
  }
}
