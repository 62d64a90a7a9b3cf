package com.mailgrant.health;

import com.mailgrant.account.AccountServers;
import com.mailgrant.account.MailAccount;
import com.mailgrant.diagnosis.Catalogue;
import com.mailgrant.diagnosis.Finding;
import com.mailgrant.health.ProofResult.Side;
import com.mailgrant.mail.FolderName;
import com.mailgrant.mail.MailFailure;
import com.mailgrant.mail.MailFailureException;
import com.mailgrant.mail.PopSession;
import com.mailgrant.mail.ServerAddress;
import com.mailgrant.mail.Stage;
import com.mailgrant.platform.Language;
import com.mailgrant.provider.Evidence.Certainty;
import com.mailgrant.provider.Failure;
import com.mailgrant.provider.MailProviders;
import com.mailgrant.session.MailSessions;
import com.mailgrant.session.MailSessions.Use;
import com.mailgrant.session.NoSession;
import com.mailgrant.token.AccountEvidence;
import com.mailgrant.token.Freshness;
import com.mailgrant.token.TokenOutcome;
import com.mailgrant.token.Tokens;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Proves one account on the wire, as cheaply as can be: signs in and leaves. It sends nothing. */
@Component
class Prover {
  private final AccountServers servers;
  private final MailSessions sessions;
  private final MailProviders providers;
  private final Tokens tokens;
  private final AccountEvidence evidence;
  private final Catalogue catalogue;

  Prover(
      AccountServers servers,
      MailSessions sessions,
      MailProviders providers,
      Tokens tokens,
      AccountEvidence evidence,
      Catalogue catalogue) {
    this.servers = servers;
    this.sessions = sessions;
    this.providers = providers;
    this.tokens = tokens;
    this.evidence = evidence;
    this.catalogue = catalogue;
  }

  ProofResult prove(MailAccount account) {
    long from = System.nanoTime();
    var inbound = inbound(account);
    var outbound =
        servers.smtp(account).isEmpty()
            ? new Side.NotTried()
            : beforeTheServers(inbound) ? inbound : outbound(account, inbound);
    return new ProofResult(inbound, outbound, Duration.ofNanos(System.nanoTime() - from));
  }

  private Side inbound(MailAccount account) {
    if (servers.imap(account).isPresent()) {
      return side(account, () -> readByImap(account));
    }
    var pop3 = servers.pop3(account);
    return pop3.isPresent() && !account.useOAuth()
        ? side(account, () -> readByPop3(account, pop3.get()))
        : new Side.NotTried();
  }

  /**
   * A server may take the sign-in and only then find that the mailbox does not open (D12), or that
   * its Inbox is locked.
   */
  private void readByImap(MailAccount account) throws NoSession, MailFailureException {
    try (var session = sessions.imap(account)) {
      session.noop();
      if (session.capabilities().has("NAMESPACE")) {
        session.namespace();
      }
      session.status(FolderName.INBOX);
    }
  }

  private void readByPop3(MailAccount account, ServerAddress server) throws MailFailureException {
    try (var session = PopSession.open(sessions.testConnector(), server)) {
      session.authenticate(sessions.credential(account, Use.READING, Optional.empty()));
    }
  }

  private Side outbound(MailAccount account, Side inbound) {
    var side = side(account, () -> sessions.smtp(account).close());
    return inbound instanceof Side.Worked && side instanceof Side.Failed(_, _, var failure)
        ? withImapAccepted(account, side, failure)
        : side;
  }

  /** That IMAP took the same token tells causes apart that have the same words. */
  private Side withImapAccepted(MailAccount account, Side side, Failure failure) {
    if (!account.useOAuth()
        || !(failure instanceof Failure.Mail(MailFailure.Rejected rejected))
        || rejected.stage() != Stage.SMTP_AUTHENTICATE) {
      return side;
    }
    var claims =
        tokens.accessToken(account.id(), Freshness.CACHED) instanceof TokenOutcome.Ready(var token)
            ? AccountEvidence.claims(token).orElse(null)
            : null;
    var known = evidence.of(account).with(claims).withImapAccepted(Certainty.YES);
    return failed(providers.of(account.type()).explain(failure, known), failure);
  }

  /** Where there is no token, the servers for sending need not be asked as well. */
  private static boolean beforeTheServers(Side side) {
    return side instanceof Side.Failed(_, _, var failure) && !(failure instanceof Failure.Mail);
  }

  private Side side(MailAccount account, SignIn signIn) {
    try {
      signIn.run();
      return new Side.Worked();
    } catch (NoSession e) {
      return failed(e.finding(), e.failure());
    } catch (MailFailureException e) {
      var explained = sessions.explained(account, e.failure());
      return failed(explained.finding(), explained.failure());
    }
  }

  private Side failed(Finding finding, Failure failure) {
    return new Side.Failed(finding, catalogue.explain(finding, Language.ENGLISH), failure);
  }

  @FunctionalInterface
  private interface SignIn {
    void run() throws NoSession, MailFailureException;
  }
}
