package com.mailgrant.session;

import com.mailgrant.account.AccountServers;
import com.mailgrant.account.Accounts;
import com.mailgrant.account.MailAccount;
import com.mailgrant.diagnosis.Finding;
import com.mailgrant.mail.AddressPolicy;
import com.mailgrant.mail.Connector;
import com.mailgrant.mail.Credential;
import com.mailgrant.mail.ImapSession;
import com.mailgrant.mail.MailFailure;
import com.mailgrant.mail.MailFailureException;
import com.mailgrant.mail.PopSession;
import com.mailgrant.mail.ServerAddress;
import com.mailgrant.mail.SmtpSession;
import com.mailgrant.mail.Timeouts;
import com.mailgrant.platform.AddressGuard;
import com.mailgrant.platform.Secret;
import com.mailgrant.platform.Trust;
import com.mailgrant.provider.Failure;
import com.mailgrant.provider.MailProviders;
import com.mailgrant.token.AccessToken;
import com.mailgrant.token.AccountEvidence;
import com.mailgrant.token.Freshness;
import com.mailgrant.token.TokenOutcome;
import com.mailgrant.token.Tokens;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Signed-in sessions for everyday work. */
@Component
public class MailSessions {
  private final Connector connector;
  private final Connector testConnector;
  private final Accounts accounts;
  private final AccountServers servers;
  private final MailProviders providers;
  private final Tokens tokens;
  private final AccountEvidence evidence;

  MailSessions(
      AddressGuard guard,
      Trust trust,
      Accounts accounts,
      AccountServers servers,
      MailProviders providers,
      Tokens tokens,
      AccountEvidence evidence) {
    this.connector = new Connector(policy(guard), trust.context(), Timeouts.USUAL);
    this.testConnector = new Connector(policy(guard), trust.context(), Timeouts.OF_A_TEST);
    this.accounts = accounts;
    this.servers = servers;
    this.providers = providers;
    this.tokens = tokens;
    this.evidence = evidence;
  }

  /** For those who take the steps one by one. */
  public Connector testConnector() {
    return testConnector;
  }

  /** An IMAP session of this account, signed in. */
  public ImapSession imap(MailAccount account) throws NoSession {
    var server = known(account, servers.imap(account), "IMAP");
    return signedIn(
        account,
        Use.READING,
        credential -> {
          var session = ImapSession.open(connector, server);
          return authenticated(session, () -> session.authenticate(credential));
        });
  }

  /**
   * An IMAP session for long, signed in. Some servers end a session with its token; who stays
   * longer leaves before.
   */
  public Lasting lastingImap(MailAccount account) throws NoSession {
    var server = known(account, servers.imap(account), "IMAP");
    return signedIn(
        account,
        Use.READING,
        (credential, token) -> {
          var session = ImapSession.open(connector, server);
          return new Lasting(
              authenticated(session, () -> session.authenticate(credential)),
              token.map(AccessToken::expiresAt).orElse(null));
        });
  }

  /** A POP3 session of this account, signed in. */
  public PopSession pop(MailAccount account) throws NoSession {
    var server = known(account, servers.pop3(account), "POP3");
    return signedIn(
        account,
        Use.READING,
        credential -> {
          var session = PopSession.open(connector, server);
          return authenticated(session, () -> session.authenticate(credential));
        });
  }

  /** An SMTP session of this account, signed in. */
  public SmtpSession smtp(MailAccount account) throws NoSession {
    var server = known(account, servers.smtp(account), "SMTP");
    return signedIn(
        account,
        Use.SENDING,
        credential -> {
          var session = SmtpSession.open(connector, server);
          return authenticated(session, () -> session.authenticate(credential));
        });
  }

  /**
   * What to sign in with. A shared mailbox is opened by its own name and sent from by its
   * delegate's (D13).
   */
  public Credential credential(MailAccount account, Use use, Optional<AccessToken> token) {
    if (token.isPresent()) {
      var user = use == Use.READING ? account.mailbox() : account.username();
      return new Credential.Bearer(user, token.get().value());
    }
    var none = new Secret("");
    var smtpUser = account.smtpUsername();
    if (use == Use.SENDING && smtpUser != null) {
      return new Credential.Password(smtpUser, accounts.smtpPassword(account.id()).orElse(none));
    }
    return new Credential.Password(
        account.username(), accounts.password(account.id()).orElse(none));
  }

  /** For the blanks of a finding about this account. */
  public Map<String, String> values(MailAccount account) {
    return evidence.of(account).values();
  }

  /** What a failure in the middle of a session means for the account. */
  public NoSession explained(MailAccount account, MailFailure failure) {
    return noSession(account, new Failure.Mail(failure), Optional.empty());
  }

  private <S> S signedIn(MailAccount account, Use use, Opening<S> opening) throws NoSession {
    return signedIn(account, use, (credential, _) -> opening.open(credential));
  }

  /**
   * A refused token may merely be worn out: one new one is tried before anybody is blamed (facts
   * 5.2).
   */
  private <S> S signedIn(MailAccount account, Use use, TokenOpening<S> opening) throws NoSession {
    if (!account.useOAuth()) {
      try {
        return opening.open(credential(account, use, Optional.empty()), Optional.empty());
      } catch (MailFailureException e) {
        throw noSession(account, new Failure.Mail(e.failure()), Optional.empty());
      }
    }
    var token = token(account, Freshness.CACHED);
    try {
      return opening.open(credential(account, use, Optional.of(token)), Optional.of(token));
    } catch (MailFailureException e) {
      if (!(e.failure() instanceof MailFailure.Rejected)) {
        throw noSession(account, new Failure.Mail(e.failure()), Optional.of(token));
      }
    }
    var fresh = token(account, Freshness.NEW);
    try {
      return opening.open(credential(account, use, Optional.of(fresh)), Optional.of(fresh));
    } catch (MailFailureException e) {
      throw noSession(account, new Failure.Mail(e.failure()), Optional.of(fresh));
    }
  }

  private AccessToken token(MailAccount account, Freshness freshness) throws NoSession {
    return switch (tokens.accessToken(account.id(), freshness)) {
      case TokenOutcome.Ready(var token) -> token;
      case TokenOutcome.Troubled(var why) -> throw noSession(account, why, Optional.empty());
      case TokenOutcome.LoginNeeded(var why) -> throw noSession(account, why, Optional.empty());
      case TokenOutcome.NotSignedIn _ -> throw notSignedIn(account);
    };
  }

  private NoSession noSession(MailAccount account, Failure failure, Optional<AccessToken> token) {
    var known = evidence.of(account).with(token.flatMap(AccountEvidence::claims).orElse(null));
    return new NoSession(account, providers.of(account.type()).explain(failure, known), failure);
  }

  private NoSession notSignedIn(MailAccount account) {
    return new NoSession(
        account,
        Finding.of("D58", evidence.of(account).values(), null),
        new Failure.Lacking(Failure.What.IDENTITY, "nobody has signed in"));
  }

  private ServerAddress known(MailAccount account, Optional<ServerAddress> server, String protocol)
      throws NoSession {
    if (server.isEmpty()) {
      var values = new LinkedHashMap<>(evidence.of(account).values());
      values.put("detail", "the account has no " + protocol + " server");
      throw new NoSession(
          account,
          Finding.of("D64", values, null),
          new Failure.Lacking(Failure.What.IDENTITY, "no " + protocol + " server"));
    }
    return server.get();
  }

  private static <S extends AutoCloseable> S authenticated(S session, SignIn signIn)
      throws MailFailureException {
    try {
      signIn.run();
      return session;
    } catch (MailFailureException e) {
      closeQuietly(session);
      throw e;
    }
  }

  private static void closeQuietly(AutoCloseable session) {
    try {
      session.close();
    } catch (Exception e) {
      // The failure that led here is the one to tell.
    }
  }

  private static AddressPolicy policy(AddressGuard guard) {
    return host -> {
      try {
        return guard.resolve(host);
      } catch (AddressGuard.Forbidden e) {
        throw new AddressPolicy.Forbidden(String.valueOf(e.getMessage()));
      }
    };
  }

  /** What a session is for; some accounts sign in differently for each. */
  public enum Use {
    READING,
    SENDING
  }

  /**
   * @param until when its token expires; null where it signed in with a password
   */
  public record Lasting(ImapSession session, @Nullable Instant until) {}

  @FunctionalInterface
  private interface TokenOpening<S> {
    S open(Credential credential, Optional<AccessToken> token) throws MailFailureException;
  }

  @FunctionalInterface
  private interface Opening<S> {
    S open(Credential credential) throws MailFailureException;
  }

  @FunctionalInterface
  private interface SignIn {
    void run() throws MailFailureException;
  }
}
