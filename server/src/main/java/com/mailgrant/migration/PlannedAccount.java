package com.mailgrant.migration;

import com.mailgrant.provider.AccountType;

/**
 * The settings of an account as the plan notes them, so that nothing is forgotten when the account
 * is gone (row R10). Empty text stands for none.
 *
 * @param mailboxAddress which mailbox is opened, where it is not the person's own
 * @param imap host, port and security, such as {@code mail.example.com:993 tls}
 * @param folderMapping such as {@code inbox=INBOX; sent=Sent Items}
 */
record PlannedAccount(
    AccountType type,
    String accountName,
    String senderName,
    String senderEmail,
    String username,
    String mailboxAddress,
    String imap,
    String pop3,
    String smtp,
    String folderMapping) {

  /** The name under which the mailbox is opened. */
  public String mailbox() {
    return mailboxAddress.isEmpty() ? username : mailboxAddress;
  }
}
