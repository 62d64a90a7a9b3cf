package com.mailgrant.mail;

import com.mailgrant.mail.Reply.PopStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A conversation with a POP3 server (RFC 1939, RFC 2449). It never deletes. For one thread at a
 * time. After {@link MailFailure.Rejected} and {@link MailFailure.NotOffered} the session goes on,
 * after every other failure it is closed.
 */
public final class PopSession implements AutoCloseable {
  private static final Duration PATIENCE_AT_QUIT = Duration.ofSeconds(5);
  private static final int MOST_CAPABILITIES = 200;
  private static final int MOST_MESSAGES = 1_000_000;

  private final Wire wire;
  private final PopDialogue dialogue;
  private Capabilities offers = new Capabilities(Set.of());

  private PopSession(Wire wire) {
    this.wire = wire;
    this.dialogue = new PopDialogue(wire);
  }

  /** Connects, reads the greeting, starts TLS where the address says so, asks for CAPA. */
  public static PopSession open(Connector connector, ServerAddress server)
      throws MailFailureException {
    Wire wire = connector.connect(server);
    PopSession session = new PopSession(wire);
    boolean ready = false;
    try {
      session.greet();
      session.askCapabilities();
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

  /** What CAPA announced; nothing with servers that do not know the command. */
  public Capabilities capabilities() {
    return offers;
  }

  /** Signs in. */
  public void authenticate(Credential credential) throws MailFailureException {
    new PopAuthentication(dialogue).authenticate(credential, offers);
  }

  /** How much is there. */
  public PopDrop stat() throws MailFailureException {
    Reply.Pop reply = dialogue.run(Stage.POP_STAT, "STAT");
    String[] words = reply.text().split(" ", -1);
    if (words.length < 2 || !number(words[0]) || !number(words[1])) {
      throw wire.garbled("STAT was answered without two numbers");
    }
    return new PopDrop(Long.parseLong(words[0]), Long.parseLong(words[1]));
  }

  /** Every message with its lasting name. */
  public List<PopMessage> uidl() throws MailFailureException {
    dialogue.run(Stage.POP_UIDL, "UIDL");
    List<PopMessage> messages = new ArrayList<>();
    for (String line : dialogue.lines(MOST_MESSAGES)) {
      String[] words = line.split(" ", -1);
      if (words.length < 2 || !number(words[0]) || words[1].isEmpty() || words[1].length() > 200) {
        throw wire.garbled("a line of UIDL without number and name");
      }
      messages.add(new PopMessage(Long.parseLong(words[0]), words[1]));
    }
    return messages;
  }

  /**
   * Streams a message, dots unstuffed. Longer ones are cut at {@code mostOctets}, but read to their
   * end, since POP3 knows no other way to go on.
   *
   * @throws UncheckedIOException when {@code out} fails; the session is closed then
   */
  public SourceFetched retrieve(long number, long mostOctets, OutputStream out)
      throws MailFailureException {
    Reply.Pop reply = dialogue.ask(Stage.POP_RETRIEVE, "RETR " + number);
    if (reply.status() == PopStatus.ERR) {
      throw ImapDialogue.rejected(Stage.POP_RETRIEVE, reply);
    }
    wire.begin(Stage.POP_RETRIEVE, wire.timeouts().transfer(), wire.timeouts().reply());
    try {
      return DotUnstuffing.copy(wire, out, mostOctets);
    } catch (IOException ours) {
      wire.abort();
      throw new UncheckedIOException(ours);
    }
  }

  /**
   * The header of a message, at most so many octets of it: by TOP (RFC 1939 7), or where the server
   * does not know that, from the whole message.
   */
  public byte[] header(long number, int most) throws MailFailureException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(1_024);
    if (dialogue.ask(Stage.POP_TOP, "TOP " + number + " 0").status() == PopStatus.ERR) {
      retrieve(number, most, out);
      return out.toByteArray();
    }
    wire.begin(Stage.POP_TOP, wire.timeouts().transfer(), wire.timeouts().reply());
    try {
      DotUnstuffing.copy(wire, out, most);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  /** Proves that the session still lives. */
  public void noop() throws MailFailureException {
    dialogue.run(Stage.POP_NOOP, "NOOP");
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
        wire.begin(Stage.POP_QUIT, PATIENCE_AT_QUIT);
        wire.write(ImapDialogue.ascii("QUIT\r\n"), "QUIT");
        dialogue.line();
      } catch (MailFailureException gone) {
        // We wanted to leave anyway.
        wire.abort();
      }
    }
    wire.close();
  }

  private void greet() throws MailFailureException {
    wire.begin(Stage.POP_GREETING, wire.timeouts().reply());
    Reply.Pop greeting = dialogue.reply();
    if (greeting.status() == PopStatus.ERR) {
      throw ImapDialogue.rejected(Stage.POP_GREETING, greeting);
    }
  }

  private void askCapabilities() throws MailFailureException {
    if (dialogue.ask(Stage.POP_CAPA, "CAPA").status() == PopStatus.OK) {
      offers = new Capabilities(new LinkedHashSet<>(dialogue.lines(MOST_CAPABILITIES)));
    } else {
      offers = new Capabilities(Set.of());
    }
  }

  private void startTls(ServerAddress server) throws MailFailureException {
    if (!offers.has("STLS")) {
      throw tlsMissing(server, Optional.empty());
    }
    Reply.Pop reply = dialogue.ask(Stage.POP_STLS, "STLS");
    if (reply.status() == PopStatus.ERR) {
      throw tlsMissing(server, Optional.of(reply));
    }
    wire.startTls();
    // What was announced in the clear may be forged (RFC 2595 4).
    askCapabilities();
  }

  private static boolean number(String word) {
    return word.matches("\\d{1,18}");
  }

  private static MailFailureException tlsMissing(ServerAddress server, Optional<Reply> reply) {
    return new MailFailureException(new MailFailure.TlsMissing(server, Stage.POP_STLS, reply));
  }
}
