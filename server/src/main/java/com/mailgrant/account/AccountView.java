package com.mailgrant.account;

import com.mailgrant.provider.AccountType;
import com.mailgrant.provider.SentCopy;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** An account as the API shows it; never a secret. */
public record AccountView(
    String id,
    AccountType type,
    String accountName,
    String senderName,
    String senderEmail,
    boolean useOAuth,
    String username,
    @Nullable String mailboxAddress,
    @Nullable String cloud,
    @Nullable ServerView imap,
    @Nullable ServerView pop3,
    @Nullable ServerView smtp,
    SentCopy sentCopy,
    AccountState state,
    Instant stateSince,
    @Nullable Instant lastProvedAt,
    Instant createdAt,
    long version) {

  /** A server, as in the configuration. */
  public record ServerView(String host, int port, String security) {
    static ServerView of(com.mailgrant.mail.ServerAddress server) {
      return new ServerView(
          server.host(), server.port(), server.security().name().toLowerCase(Locale.ROOT));
    }
  }

  /** Makes views. */
  @Component
  public static class Views {
    private final AccountServers servers;

    Views(AccountServers servers) {
      this.servers = servers;
    }

    /** With the servers that the account really talks to. */
    public AccountView of(MailAccount account) {
      var mailbox = account.mailboxAddress();
      return new AccountView(
          account.id().toString(),
          account.type(),
          account.accountName(),
          account.senderName(),
          account.senderEmail().value(),
          account.useOAuth(),
          account.username(),
          mailbox == null ? null : mailbox.value(),
          account.cloud(),
          servers.imap(account).map(ServerView::of).orElse(null),
          servers.pop3(account).map(ServerView::of).orElse(null),
          servers.smtp(account).map(ServerView::of).orElse(null),
          servers.sentCopy(account),
          account.state(),
          account.stateSince(),
          account.lastProvedAt(),
          account.createdAt(),
          account.version());
    }
  }
}
