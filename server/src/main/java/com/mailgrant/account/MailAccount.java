package com.mailgrant.account;

import com.mailgrant.mail.ServerAddress;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.provider.AccountType;
import com.mailgrant.provider.SentCopy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The connection to one mailbox, as the administrator sees it.
 *
 * @param username who signs in
 * @param mailboxAddress which mailbox is opened; null when it is the person's own
 * @param cloud where the provider's endpoints are; null for a generic account
 * @param imap for a generic account; null when the cloud says it
 * @param pop3 for a generic account; null when there is none
 * @param smtp for a generic account; null when the cloud says it
 * @param smtpUsername for sending; null when it is the same as for reading
 * @param sentCopy null when the provider's default holds
 * @param lastProvedAt when Test Connection passed last
 * @param version of the settings; grows with every edit
 */
public record MailAccount(
    AccountId id,
    OrganizationId organization,
    AccountType type,
    String accountName,
    String senderName,
    EmailAddress senderEmail,
    boolean useOAuth,
    String username,
    @Nullable EmailAddress mailboxAddress,
    @Nullable String cloud,
    @Nullable ServerAddress imap,
    @Nullable ServerAddress pop3,
    @Nullable ServerAddress smtp,
    @Nullable String smtpUsername,
    @Nullable SentCopy sentCopy,
    AccountState state,
    Instant stateSince,
    boolean mapped,
    @Nullable Instant lastProvedAt,
    long version,
    Instant createdAt) {

  /** The name under which the mailbox is opened. */
  public String mailbox() {
    return mailboxAddress == null ? username : mailboxAddress.value();
  }

  /** Whether there is something to sign in with that is not known to be dead. */
  public boolean signedIn() {
    return switch (state) {
      case SIGNED_IN, TESTED, MAPPED, ACTIVE, DEGRADED -> true;
      case PLANNED, SAVED, WAITING_FOR_LOGIN, WAITING_FOR_ADMINISTRATOR, NEEDS_LOGIN, DISABLED ->
          false;
    };
  }

  /** Whether something is out of order that may mend itself. */
  public boolean isDegraded() {
    return state == AccountState.DEGRADED;
  }

  /** Whether the mailbox is another one than the person's own. */
  public boolean isShared() {
    return mailboxAddress != null && !mailboxAddress.value().equalsIgnoreCase(username);
  }
}
