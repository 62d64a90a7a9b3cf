package com.mailgrant.connectiontest;

import com.mailgrant.account.MailAccount;

/** Test Connection has ended; heard by those who wait for what it shows about sending. */
public record ConnectionTested(MailAccount account, Sending sending) {
  /** What the test showed about sending. */
  public sealed interface Sending {
    /** The mail server took the sign-in for sending. */
    record Allowed() implements Sending {}

    /**
     * The mail server would not, and its administrator has to act.
     *
     * @param code of the diagnosis
     */
    record AdministratorNeeded(String code) implements Sending {}

    /** The test did not get that far, or failed for another reason. */
    record Unknown() implements Sending {}
  }
}
