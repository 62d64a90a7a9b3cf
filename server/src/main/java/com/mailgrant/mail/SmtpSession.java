package com.mailgrant.mail;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A conversation with a submission server (RFC 6409), good for many messages one after the other.
 * For one thread at a time; {@link #abort} may come from another. After {@link
 * MailFailure.Rejected} and {@link MailFailure.NotOffered} the session goes on, after every other
 * failure it is closed.
 */
public final class SmtpSession implements AutoCloseable {
  private static final Duration PATIENCE_AT_QUIT = Duration.ofSeconds(5);

  private final Wire wire;
  private final SmtpDialogue dialogue;
  private Capabilities offers = new Capabilities(Set.of());

  private SmtpSession(Wire wire) {
    this.wire = wire;
    this.dialogue = new SmtpDialogue(wire);
  }

  /** Connects, reads the greeting, says EHLO, starts TLS where the address says so. */
  public static SmtpSession open(Connector connector, ServerAddress server)
      throws MailFailureException {
    Wire wire = connector.connect(server);
    SmtpSession session = new SmtpSession(wire);
    boolean ready = false;
    try {
      session.greet();
      session.ehlo();
      if (server.security() == Security.STARTTLS) {
        session.startTls(server);
      }
      ready = true;
    } finally {
      if (!ready) {
        wire.abort();
      }
    }
    return session;
  }

  /** Whom this session talks to, for evidence. */
  public Peer peer() {
    return wire.peer();
  }

  /** What EHLO announced, after TLS if there is any. */
  public Capabilities capabilities() {
    return offers;
  }

  /** Signs in. */
  public void authenticate(Credential credential) throws MailFailureException {
    new SmtpAuthentication(dialogue).authenticate(credential, offers);
  }

  /**
   * Asks whether the server would take a message, and takes back the question: MAIL, RCPT, RSET.
   * Some servers refuse at the end of DATA only, so a yes is not yet a promise.
   *
   * @throws MailFailureException with {@link MailFailure.Rejected} at SMTP_MAIL or SMTP_RCPT
   */
  public SmtpProbe probe(String from, String to) throws MailFailureException {
    return new SmtpTransaction(dialogue, offers).probe(new Envelope(from, List.of(to)));
  }

  /**
   * Hands over a message. Whatever happens before its end is a failure that leaves it unsent;
   * {@link Submission.Unknown} alone leaves a doubt.
   *
   * @throws java.io.UncheckedIOException when the content cannot be read; nothing was sent then
   */
  public Submission send(Envelope envelope, Content content) throws MailFailureException {
    return new SmtpTransaction(dialogue, offers).send(envelope, content);
  }

  /** Proves that an idle session still lives. */
  public void noop() throws MailFailureException {
    dialogue.run(Stage.SMTP_NOOP, "NOOP");
  }

  /** False after any failure that closed the connection. */
  public boolean isOpen() {
    return wire.isOpen();
  }

  /** Says goodbye at rest; a broken session is just dropped. */
  @Override
  public void close() {
    if (wire.isOpen()) {
      try {
        wire.begin(Stage.SMTP_QUIT, PATIENCE_AT_QUIT);
        wire.write(ImapDialogue.ascii("QUIT\r\n"), "QUIT");
        dialogue.lastWord();
      } catch (MailFailureException gone) {
        // We wanted to leave anyway.
        wire.abort();
      }
    }
    wire.close();
  }

  /** Drops the connection at once, from any thread. */
  public void abort() {
    wire.abort();
  }

  private void greet() throws MailFailureException {
    wire.begin(Stage.SMTP_GREETING, wire.timeouts().reply());
    Reply.Smtp greeting = dialogue.reply();
    if (!greeting.positive()) {
      throw ImapDialogue.rejected(Stage.SMTP_GREETING, greeting);
    }
  }

  private void ehlo() throws MailFailureException {
    Reply.Smtp reply = dialogue.run(Stage.SMTP_EHLO, "EHLO " + literal(wire.localAddress()));
    Set<String> lines = new LinkedHashSet<>(reply.lines());
    lines.remove(reply.lines().getFirst());
    offers = new Capabilities(lines);
  }

  private void startTls(ServerAddress server) throws MailFailureException {
    if (!offers.has("STARTTLS")) {
      throw tlsMissing(server, Optional.empty());
    }
    Reply.Smtp reply = dialogue.ask(Stage.SMTP_STARTTLS, "STARTTLS");
    if (!reply.positive()) {
      throw tlsMissing(server, Optional.of(reply));
    }
    wire.startTls();
    // What was announced in the clear may be forged (RFC 3207 4.2).
    ehlo();
  }

  /**
   * RFC 5321 4.1.3: an address literal needs no DNS, and says nothing of the inner network's names.
   */
  private static String literal(InetAddress local) {
    String address = local.getHostAddress();
    int zone = address.indexOf('%');
    String bare = zone < 0 ? address : address.substring(0, zone);
    return local instanceof Inet6Address ? "[IPv6:" + bare + "]" : "[" + bare + "]";
  }

  private static MailFailureException tlsMissing(ServerAddress server, Optional<Reply> reply) {
    return new MailFailureException(new MailFailure.TlsMissing(server, Stage.SMTP_STARTTLS, reply));
  }
}
