package com.mailgrant.rehearsal.mail.imap;

import com.mailgrant.rehearsal.fault.Fault;
import com.mailgrant.rehearsal.fault.Place;
import com.mailgrant.rehearsal.fault.Script;
import com.mailgrant.rehearsal.mail.Account;
import com.mailgrant.rehearsal.mail.HungUpException;
import com.mailgrant.rehearsal.mail.LineTooLongException;
import com.mailgrant.rehearsal.mail.SignIns;
import com.mailgrant.rehearsal.mail.Tenant;
import com.mailgrant.rehearsal.mail.Wire;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's session. The session's own thread reads and answers; whoever holds {@link #turn} may
 * write. Between two commands, and while the client idles, others take their turn: to push news and
 * to end the session when the token runs out.
 */
final class ImapSession {
  private static final Logger LOG = LoggerFactory.getLogger(ImapSession.class);

  /** Exchange ends sessions that are silent for so long (facts/microsoft365 4.5). */
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private static final int MOST_COMPLAINTS = 30;

  final Tenant tenant;
  final Manner manner;
  final SignIns signIns;
  final Wire wire;
  private final CommandReader reader;
  private final ReentrantLock turn = new ReentrantLock();
  private final AtomicBoolean newsDue = new AtomicBoolean();
  private final AtomicBoolean endDue = new AtomicBoolean();
  private final Runnable onNews = this::announceNews;
  private volatile @Nullable Account account;
  private volatile @Nullable SelectedFolder selected;
  private volatile boolean idling;
  private boolean ended;
  private boolean toldNotConnected;
  private int complaints;

  ImapSession(Tenant tenant, Manner manner, SignIns signIns, Wire wire) {
    this.tenant = tenant;
    this.manner = manner;
    this.signIns = signIns;
    this.wire = wire;
    this.reader = new CommandReader(wire, manner);
  }

  void run() throws IOException, InterruptedException {
    Runnable watch = this::endIfTokenRanOut;
    tenant.pulse().add(watch);
    try {
      wire.say("* OK " + manner.greeting()).flush();
      while (!ended) {
        readAndPerform();
      }
    } catch (SocketTimeoutException _) {
      turn.lock();
      try {
        wire.say("* BYE " + manner.closed()).flush();
      } finally {
        turn.unlock();
      }
    } finally {
      tenant.pulse().remove(watch);
      deselect();
    }
  }

  private void readAndPerform() throws IOException, InterruptedException {
    try {
      var command = reader.read(account != null);
      if (command.isEmpty()) {
        complain();
        return;
      }
      turn.lock();
      try {
        perform(command.get());
        wire.flush();
      } finally {
        turn.unlock();
      }
    } catch (LineTooLongException _) {
      wire.say("* BAD " + manner.badArgument()).flush();
      complain();
    }
  }

  private void perform(Command command) throws IOException, InterruptedException {
    var who = account;
    boolean farewell = command.name().equals("LOGOUT");
    checkToken();
    if (who != null && !farewell && !who.connected()) {
      notConnected(command);
      return;
    }
    if (who != null && !farewell && isThrottled(who)) {
      answer(
          command, Answer.bad("Request is throttled. Suggested Backoff Time: 61317 milliseconds"));
      return;
    }
    var entry = Commands.find(command.name());
    Answer answer;
    if (who != null && entry != null && entry.stage() != Commands.Stage.ANY) {
      var scripted = tenant.lineAt(Place.IMAP_OPEN, who);
      if (scripted.isPresent()) {
        say(command, scripted.get());
        return;
      }
    }
    if (entry == null || (command.uid() && !entry.uid())) {
      answer = Answer.bad(manner.unknownCommand());
    } else if (!entry.stage().isReached(who != null, selected != null)) {
      answer = Answer.bad(manner.wrongState());
    } else {
      answer = run(entry, command);
      var folder = selected;
      if (folder != null && !ended) {
        folder.tellNews(wire, entry.mayTellExpunged() || command.uid());
      }
    }
    answer(command, answer);
    if (answer.status().equals("BAD")) {
      complain();
    }
  }

  /** An untagged line of a fault is the last one of the session. */
  private void say(Command command, Script.Line line) throws IOException {
    if (line.word().equals("*")) {
      wire.say(line.text()).flush();
      throw new HungUpException("a fault ends the session");
    }
    answer(command, new Answer(line.word(), line.rest()));
  }

  private Answer run(Commands.Entry entry, Command command)
      throws IOException, InterruptedException {
    try {
      return entry.action().run(this, command);
    } catch (BadCommandException e) {
      LOG.debug("{} was not understood: {}", command.name(), e.getMessage());
      return Answer.bad(manner.badArgument());
    }
  }

  private void answer(Command command, Answer answer) throws IOException {
    wire.say(command.tag() + " " + answer.status() + " " + answer.text());
  }

  /** The token was good, the mailbox does not open: told once, then the line is cut. */
  private void notConnected(Command command) throws IOException {
    if (toldNotConnected) {
      wire.say("* BYE Connection closed. 14").flush();
      throw new HungUpException("the mailbox does not open");
    }
    toldNotConnected = true;
    answer(command, Answer.bad("User is authenticated but not connected."));
  }

  private boolean isThrottled(Account who) {
    return manner.throttles() && tenant.strikes(Fault.MAIL_SERVER_BUSY, who);
  }

  private void complain() throws IOException {
    complaints++;
    if (complaints > MOST_COMPLAINTS) {
      wire.say("* BYE " + manner.closed()).flush();
      throw new HungUpException("too many bad commands");
    }
  }

  /** Who has signed in. */
  Account account() {
    var who = account;
    if (who == null) {
      throw new IllegalStateException("nobody has signed in");
    }
    return who;
  }

  @Nullable Account accountOrNull() {
    return account;
  }

  void signedIn(Account who) throws IOException {
    wire.patience(PATIENCE);
    account = who;
  }

  /** The folder that is open. */
  SelectedFolder selected() {
    var folder = selected;
    if (folder == null) {
      throw new IllegalStateException("no folder is open");
    }
    return folder;
  }

  void select(SelectedFolder folder) {
    deselect();
    selected = folder;
    folder.folder().watch(onNews);
  }

  void deselect() {
    var folder = selected;
    if (folder != null) {
      folder.folder().unwatch(onNews);
      selected = null;
    }
  }

  /** Ends the session after the answer. */
  void end() {
    ended = true;
  }

  void untagged(String text) throws IOException {
    wire.say("* " + text);
  }

  /** Lets others write while the client idles, and returns what it says in the end. */
  String idle() throws IOException {
    idling = true;
    turn.unlock();
    try {
      announceNews();
      return wire.text(CommandReader.LONGEST_LINE);
    } finally {
      turn.lock();
      idling = false;
    }
  }

  /** Ends the session here and now if the token has run out. */
  void checkToken() throws IOException {
    if (tokenRanOut()) {
      wire.say("* BYE " + manner.tokenRanOut()).flush();
      throw new HungUpException("the access token has run out");
    }
  }

  private boolean tokenRanOut() {
    var who = account;
    return who != null
        && (!tenant.now().isBefore(who.tokenEnds())
            || (selected != null && tenant.strikes(Fault.ACCESS_TOKEN_EXPIRES_IN_SESSION, who)));
  }

  private void endIfTokenRanOut() {
    if (tokenRanOut() && endDue.compareAndSet(false, true)) {
      aside(() -> {
        try {
          checkToken();
        } finally {
          wire.close();
        }
      });
    }
  }

  private void announceNews() {
    if (idling && newsDue.compareAndSet(false, true)) {
      aside(() -> {
        newsDue.set(false);
        var folder = selected;
        if (idling && folder != null) {
          folder.tellNews(wire, true);
          wire.flush();
        }
      });
    }
  }

  private interface Aside {
    void run() throws IOException;
  }

  /** Writes from a thread of its own, so that a client that does not read delays nobody else. */
  private void aside(Aside aside) {
    Thread.ofVirtual()
        .name("imap-aside")
        .start(() -> {
          turn.lock();
          try {
            aside.run();
          } catch (IOException e) {
            LOG.debug("the client of {} has gone: {}", account, e.toString());
          } finally {
            turn.unlock();
          }
        });
  }

  /** People and mailbox, for faults. */
  List<String> people() {
    var who = account;
    return who == null
        ? List.of()
        : List.of(who.person().userPrincipalName(), who.mailbox().address());
  }
}
