package com.mailgrant.account;

import com.mailgrant.mail.ServerAddress;
import com.mailgrant.provider.Cloud;
import com.mailgrant.provider.Clouds;
import com.mailgrant.provider.SentCopy;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Which servers an account talks to: its own, or those of its cloud. */
@Component
public class AccountServers {
  private final Clouds clouds;

  AccountServers(Clouds clouds) {
    this.clouds = clouds;
  }

  /** The cloud of an account of a known provider; empty for a generic one. */
  public Optional<Cloud> cloud(MailAccount account) {
    return Optional.ofNullable(account.cloud()).flatMap(clouds::named);
  }

  /** Where mail is read; empty for a generic account without IMAP. */
  public Optional<ServerAddress> imap(MailAccount account) {
    return Optional.ofNullable(account.imap()).or(() -> cloud(account).map(Cloud::imap));
  }

  /** Where mail is fetched by POP3. */
  public Optional<ServerAddress> pop3(MailAccount account) {
    return Optional.ofNullable(account.pop3()).or(() -> cloud(account).map(Cloud::pop3));
  }

  /** Where mail is submitted; empty for a generic account that only reads. */
  public Optional<ServerAddress> smtp(MailAccount account) {
    return Optional.ofNullable(account.smtp()).or(() -> cloud(account).map(Cloud::smtp));
  }

  /**
   * Who files sent messages: what the account says, else what its cloud does. Of a shared mailbox
   * the provider files the copy with the person who signed in, so we file it where it belongs.
   */
  public SentCopy sentCopy(MailAccount account) {
    var own = account.sentCopy();
    if (own == null && account.isShared()) {
      return SentCopy.MAILGRANT_APPENDS;
    }
    return own != null
        ? own
        : cloud(account).map(Cloud::sentCopy).orElse(SentCopy.MAILGRANT_APPENDS);
  }
}
