package com.mailgrant.mail;

import com.mailgrant.mail.ImapDialogue.Asked;
import com.mailgrant.mail.ImapResponse.Status;
import com.mailgrant.mail.Reply.ImapStatus;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A conversation with an IMAP server (RFC 3501 with the extensions that real servers have; RFC 9051
 * mode is never switched on, since some servers do it wrong). Messages are named by UID everywhere,
 * and nothing here marks one as read.
 *
 * <p>Every method throws {@link MailFailureException} with a typed failure. After {@link
 * MailFailure.Rejected} and {@link MailFailure.NotOffered} the session goes on; after every other
 * failure it is closed. For one thread at a time, {@link #wake} and {@link #close} excepted.
 */
public final class ImapSession implements AutoCloseable {
  private static final Duration PATIENCE_AT_LOGOUT = Duration.ofSeconds(5);

  private final ImapDialogue dialogue;
  private final Wire wire;
  private final ImapFolders folders;
  private final ImapFetch fetch;
  private final ImapSearch search;
  private final ImapChange change;
  private final ImapIdle idle;

  private ImapSession(Wire wire) {
    this.wire = wire;
    this.dialogue = new ImapDialogue(wire);
    this.folders = new ImapFolders(dialogue);
    this.fetch = new ImapFetch(dialogue);
    this.search = new ImapSearch(dialogue);
    this.change = new ImapChange(dialogue);
    this.idle = new ImapIdle(dialogue);
  }

  /** Connects, reads the greeting, starts TLS where the address says so, asks for capabilities. */
  public static ImapSession open(Connector connector, ServerAddress server)
      throws MailFailureException {
    Wire wire = connector.connect(server);
    ImapSession session = new ImapSession(wire);
    boolean ready = false;
    try {
      session.greet();
      if (server.security() == Security.STARTTLS) {
        session.startTls(server);
      }
      session.dialogue.capabilities();
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

  /** Signs in. A second try on the same session is allowed by most servers. */
  public void authenticate(Credential credential) throws MailFailureException {
    new ImapAuthentication(dialogue).authenticate(credential);
  }

  /** What the server offers at present; after sign-in usually more. Asks only if need be. */
  public Capabilities capabilities() throws MailFailureException {
    return dialogue.capabilities();
  }

  /**
   * Switches extensions on (RFC 5161), for example {@code QRESYNC}; answers with those that are.
   */
  public List<String> enable(String... extensions) throws MailFailureException {
    List<String> enabled = new ArrayList<>();
    dialogue.run(
        Stage.IMAP_ENABLE,
        ImapCommand.of("ENABLE " + String.join(" ", extensions)),
        response -> {
          if (response instanceof ImapResponse.Enabled some) {
            enabled.addAll(some.words());
            return true;
          }
          return false;
        });
    return enabled;
  }

  /** Where the folders live; the cheapest proof that a signed-in user's mailbox really opens. */
  public Namespaces namespace() throws MailFailureException {
    return folders.namespace();
  }

  /** All folders, with the attributes that the server volunteers (RFC 6154). */
  public List<Folder> list() throws MailFailureException {
    return folders.list();
  }

  /** Counts of a folder that need not be selected. */
  public FolderCounts status(FolderName folder) throws MailFailureException {
    return folders.status(folder);
  }

  /** Opens a folder for reading and changing. */
  public FolderStatus select(FolderName folder) throws MailFailureException {
    return folders.open("SELECT", folder);
  }

  /** Opens a folder for reading only. */
  public FolderStatus examine(FolderName folder) throws MailFailureException {
    return folders.open("EXAMINE", folder);
  }

  /**
   * Opens a folder and learns, as events, what changed since (RFC 7162 3.2.5). {@code QRESYNC} must
   * have been {@linkplain #enable enabled}. With another UIDVALIDITY there are no such events.
   */
  public FolderStatus selectSince(FolderName folder, long uidValidity, long modSeq)
      throws MailFailureException {
    String parameters = " (QRESYNC (" + uidValidity + " " + modSeq + "))";
    return folders.open("SELECT", folder, parameters);
  }

  /** The same for reading only. */
  public FolderStatus examineSince(FolderName folder, long uidValidity, long modSeq)
      throws MailFailureException {
    String parameters = " (QRESYNC (" + uidValidity + " " + modSeq + "))";
    return folders.open("EXAMINE", folder, parameters);
  }

  /** The folder that is open now. */
  public Optional<FolderName> selected() {
    return folders.selected();
  }

  /** Makes a folder and subscribes to it. */
  public void create(FolderName folder) throws MailFailureException {
    folders.create(folder);
  }

  /**
   * Stores a message.
   *
   * @param message with CRLF line ends
   * @param flags for example {@code \Seen}
   */
  public Append append(
      FolderName folder, byte[] message, Collection<String> flags, Instant received)
      throws MailFailureException {
    return change.append(folder, message, flags, received);
  }

  /** Searches the open folder. */
  public SearchResult search(SearchCriteria criteria) throws MailFailureException {
    return search.search(criteria);
  }

  /**
   * Looks for a message by its Message-ID; opens the folder if another one is open.
   *
   * @param messageId with angle brackets, as in the message
   */
  public UidSet searchMessageId(FolderName folder, String messageId) throws MailFailureException {
    if (!selected().equals(Optional.of(folder))) {
      examine(folder);
    }
    return search(SearchCriteria.all().header("Message-ID", messageId)).uids();
  }

  /**
   * Streams header fields, flags, date and size, in the server's order. The sink runs while the
   * server waits, within the operation's time; for large mailboxes ask by ranges of UIDs.
   *
   * @param fields names such as {@code Subject}
   */
  public void fetchHeaders(UidSet uids, List<String> fields, Consumer<MessageHeader> sink)
      throws MailFailureException {
    fetch.headers(uids, fields, sink);
  }

  /**
   * Streams a whole message as it is.
   *
   * @param mostOctets what is longer is cut there
   * @throws java.io.UncheckedIOException when {@code out} fails; the session is closed then
   */
  public SourceFetched fetchSource(long uid, long mostOctets, OutputStream out)
      throws MailFailureException {
    return fetch.source(uid, mostOctets, out);
  }

  /** Streams the flags. */
  public void fetchFlags(UidSet uids, Consumer<MessageFlags> sink) throws MailFailureException {
    fetch.flags(uids, "", sink);
  }

  /** Streams the flags that changed after a mod-sequence; needs CONDSTORE (RFC 7162 3.1.4.1). */
  public void fetchFlagsChangedSince(UidSet uids, long modSeq, Consumer<MessageFlags> sink)
      throws MailFailureException {
    fetch.flags(uids, " (CHANGEDSINCE " + modSeq + ")", sink);
  }

  /** Adds or removes flags, without an echo. */
  public void storeFlags(UidSet uids, FlagChange change, Collection<String> flags)
      throws MailFailureException {
    this.change.store(uids, change, flags);
  }

  /** Copies; answers with the new UIDs where the server tells (UIDPLUS). */
  public UidSet copy(UidSet uids, FolderName target) throws MailFailureException {
    return change.copy(uids, target);
  }

  /** Moves, by MOVE or by copying and expunging just these; answers with the new UIDs if told. */
  public UidSet move(UidSet uids, FolderName target) throws MailFailureException {
    return change.move(uids, target);
  }

  /** Removes these messages for good, and only these. */
  public Expunge expunge(UidSet uids) throws MailFailureException {
    return change.expunge(uids);
  }

  /** Who hears of new, changed and removed messages, in any command; on the session's thread. */
  public void onEvent(Consumer<MailboxEvent> listener) {
    dialogue.listener(listener);
  }

  /**
   * Lets the server report on the open folder until the time is over or {@link #wake} is called.
   * Renew it every 9 to 10 minutes: routers forget quiet connections.
   */
  public IdleEnd idle(Duration atMost) throws MailFailureException {
    return idle.idle(atMost);
  }

  /** Ends {@link #idle} from another thread or from a listener; before IDLE it is remembered. */
  public void wake() {
    idle.wake();
  }

  /** Nothing, except that the server may report and knows that we live. */
  public void noop() throws MailFailureException {
    dialogue.run(Stage.IMAP_NOOP, ImapCommand.of("NOOP"), Asked.NOTHING);
  }

  /** False after any failure that closed the connection. */
  public boolean isOpen() {
    return wire.isOpen();
  }

  /** Says goodbye if the session is at rest; breaks off whatever another thread is doing. */
  @Override
  public void close() {
    if (dialogue.turn.tryLock()) {
      try {
        logout();
      } finally {
        dialogue.turn.unlock();
      }
      wire.close();
    } else {
      wire.abort();
    }
  }

  private void logout() {
    if (!wire.isOpen()) {
      return;
    }
    try {
      wire.begin(Stage.IMAP_LOGOUT, PATIENCE_AT_LOGOUT);
      wire.write(ImapDialogue.ascii(dialogue.nextTag() + " LOGOUT\r\n"), "LOGOUT");
      while (true) {
        if (dialogue.responses.read() instanceof Status status
            && status.reply().status() == ImapStatus.BYE) {
          return;
        }
      }
    } catch (MailFailureException gone) {
      // We wanted to leave anyway.
      wire.abort();
    }
  }

  private void greet() throws MailFailureException {
    wire.begin(Stage.IMAP_GREETING, wire.timeouts().reply());
    if (!(dialogue.responses.read() instanceof Status greeting)) {
      throw wire.garbled("no greeting of an IMAP server");
    }
    switch (greeting.reply().status()) {
      case OK -> dialogue.capabilitiesAfter(greeting);
      case BYE -> throw wire.ended(greeting.reply());
      // Whose mailbox it would be, nobody knows; and before TLS it is a known attack.
      case PREAUTH -> throw wire.garbled("a greeting that signs us in by itself (PREAUTH)");
      case NO, BAD -> throw wire.garbled("no greeting of an IMAP server: " + greeting.reply());
    }
  }

  private void startTls(ServerAddress server) throws MailFailureException {
    if (!dialogue.capabilities().has("STARTTLS")) {
      throw tlsMissing(server, Optional.empty());
    }
    Status status =
        dialogue.ask(
            Stage.IMAP_STARTTLS,
            wire.timeouts().reply(),
            ImapCommand.of("STARTTLS"),
            Asked.NOTHING);
    if (status.reply().status() != ImapStatus.OK) {
      throw tlsMissing(server, Optional.of(status.reply()));
    }
    wire.startTls();
    // What was announced in the clear may be forged (RFC 9051 6.2.1).
    dialogue.forgetCapabilities();
  }

  private static MailFailureException tlsMissing(ServerAddress server, Optional<Reply> reply) {
    return new MailFailureException(new MailFailure.TlsMissing(server, Stage.IMAP_STARTTLS, reply));
  }
}
