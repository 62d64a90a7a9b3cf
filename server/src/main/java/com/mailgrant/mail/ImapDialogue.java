package com.mailgrant.mail;

import com.mailgrant.mail.ImapResponse.Status;
import com.mailgrant.mail.ImapResponse.Tagged;
import com.mailgrant.mail.ImapResponse.Untagged;
import com.mailgrant.mail.Reply.ImapStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Tags, commands and the responses that belong to them. One command at a time; what the server says
 * meanwhile goes to whoever asked, or else out as a {@link MailboxEvent}.
 */
final class ImapDialogue {
  /** RFC 7888 LITERAL-: larger ones must wait for the server's word. */
  private static final int LARGEST_UNASKED_LITERAL = 4_096;

  final Wire wire;
  final ImapResponses responses;
  final ReentrantLock turn = new ReentrantLock();
  private Consumer<MailboxEvent> listener = event -> {};
  private Optional<Capabilities> capabilities = Optional.empty();
  private int lastTag;

  ImapDialogue(Wire wire) {
    this.wire = wire;
    this.responses = new ImapResponses(wire);
  }

  /** Takes what a command asked for. */
  @FunctionalInterface
  interface Asked {
    Asked NOTHING = response -> false;

    /**
     * @return false to let the response pass as an event
     */
    boolean takes(Untagged response) throws MailFailureException;
  }

  void listener(Consumer<MailboxEvent> next) {
    listener = next;
  }

  /** Sends a command and insists on OK. */
  Status run(Stage stage, ImapCommand command, Asked asked) throws MailFailureException {
    return run(stage, wire.timeouts().reply(), command, asked);
  }

  Status run(Stage stage, Duration within, ImapCommand command, Asked asked)
      throws MailFailureException {
    Status status = ask(stage, within, command, asked);
    if (status.reply().status() != ImapStatus.OK) {
      throw rejected(stage, status.reply());
    }
    return status;
  }

  /** Sends a command and hands back how it ended, whether OK, NO or BAD. */
  Status ask(Stage stage, Duration within, ImapCommand command, Asked asked)
      throws MailFailureException {
    return inTurn(() -> {
      // What is fetched should flow; what a server does with our data may take it a while.
      boolean flows = stage == Stage.IMAP_FETCH;
      wire.begin(stage, within, flows ? wire.timeouts().reply() : within);
      String tag = nextTag();
      Optional<Status> refused = send(tag, command, asked);
      return refused.isPresent() ? refused.get() : finish(tag, asked);
    });
  }

  /**
   * Runs one exchange. Whatever interrupts it, the connection is of no use afterwards, since nobody
   * knows where in the dialogue it stands.
   */
  <T> T inTurn(Outcome.Step<T> exchange) throws MailFailureException {
    if (turn.isHeldByCurrentThread() || !turn.tryLock()) {
      throw new IllegalStateException("an IMAP session runs one command at a time");
    }
    boolean complete = false;
    try {
      T result = exchange.run();
      complete = true;
      return result;
    } finally {
      turn.unlock();
      if (!complete) {
        wire.abort();
      }
    }
  }

  String nextTag() {
    lastTag++;
    return "m" + lastTag;
  }

  /** Reads up to the tagged response. */
  Status finish(String tag, Asked asked) throws MailFailureException {
    while (true) {
      switch (responses.read()) {
        case Tagged tagged -> {
          return own(tag, tagged);
        }
        case Untagged untagged -> heard(untagged, asked);
        case ImapResponse.Continuation _ ->
            throw wire.garbled("a continuation that nobody asked for");
      }
    }
  }

  /** Reads up to a continuation; the other possible end is the tagged refusal. */
  Optional<Status> awaitContinuation(String tag, Asked asked) throws MailFailureException {
    while (true) {
      switch (responses.read()) {
        case Tagged tagged -> {
          return Optional.of(own(tag, tagged));
        }
        case Untagged untagged -> heard(untagged, asked);
        case ImapResponse.Continuation _ -> {
          return Optional.empty();
        }
      }
    }
  }

  Status own(String tag, Tagged tagged) throws MailFailureException {
    if (!tagged.tag().equalsIgnoreCase(tag)) {
      throw wire.garbled("an answer to another command than the one sent");
    }
    return tagged.status();
  }

  private Optional<Status> send(String tag, ImapCommand command, Asked asked)
      throws MailFailureException {
    byte[] lead = ascii(tag + " ");
    String shown = tag + " " + command.shown();
    for (ImapCommand.Part part : command.parts()) {
      int length = part.literal().length;
      boolean unasked = unaskedLiteral(length);
      wire.write(
          joined(lead, part.text(), ascii("{" + length + (unasked ? "+}\r\n" : "}\r\n"))), shown);
      shown = "";
      lead = ascii("");
      if (!unasked) {
        Optional<Status> refused = awaitContinuation(tag, asked);
        if (refused.isPresent()) {
          return refused;
        }
      }
      wire.write(part.literal(), "");
    }
    wire.write(joined(lead, command.tail(), ascii("\r\n")), shown);
    return Optional.empty();
  }

  private boolean unaskedLiteral(int length) {
    return capabilities
        .map(c -> c.has("LITERAL+") || (c.has("LITERAL-") && length <= LARGEST_UNASKED_LITERAL))
        .orElse(false);
  }

  /** Distributes an untagged response; BYE ends the session wherever it comes. */
  void heard(Untagged response, Asked asked) throws MailFailureException {
    if (response instanceof Status status && status.reply().status() == ImapStatus.BYE) {
      throw wire.ended(status.reply());
    }
    if (response instanceof ImapResponse.Capability capability) {
      capabilities = Optional.of(capability.capabilities());
    }
    if (!asked.takes(response)) {
      event(response).ifPresent(listener);
    }
  }

  private static Optional<MailboxEvent> event(Untagged response) {
    return switch (response) {
      case ImapResponse.Exists exists -> Optional.of(new MailboxEvent.Exists(exists.messages()));
      case ImapResponse.Expunged gone -> Optional.of(new MailboxEvent.Expunged(gone.sequence()));
      case ImapResponse.Vanished gone ->
          Optional.of(new MailboxEvent.Vanished(gone.uids(), gone.when()));
      case ImapResponse.Fetched fetched -> flagsChanged(fetched.items());
      case Status _,
          ImapResponse.Capability _,
          ImapResponse.Listed _,
          ImapResponse.NamespaceList _,
          ImapResponse.Found _,
          ImapResponse.FolderFlags _,
          ImapResponse.Enabled _,
          ImapResponse.Counts _,
          ImapResponse.Other _ ->
          Optional.empty();
    };
  }

  private static Optional<MailboxEvent> flagsChanged(ImapFetched items) {
    if (items.flags == null) {
      return Optional.empty();
    }
    OptionalLong uid = items.uid;
    return Optional.of(
        new MailboxEvent.FlagsChanged(items.sequence, uid, items.flags, items.modSeq));
  }

  /** What the server can do now; asks when login or TLS have made the old answer worthless. */
  Capabilities capabilities() throws MailFailureException {
    if (capabilities.isEmpty()) {
      run(Stage.IMAP_CAPABILITY, ImapCommand.of("CAPABILITY"), Asked.NOTHING);
    }
    return capabilities.orElseThrow(() -> wire.garbled("CAPABILITY was answered without a list"));
  }

  /** After greeting, STARTTLS and login the code CAPABILITY counts, or else what we ask next. */
  void capabilitiesAfter(Status status) {
    String inCode = status.codeArgument("CAPABILITY");
    capabilities = Optional.ofNullable(inCode).map(ImapResponses::capabilities);
  }

  void forgetCapabilities() {
    capabilities = Optional.empty();
  }

  static MailFailureException rejected(Stage stage, Reply reply) {
    return new MailFailureException(new MailFailure.Rejected(stage, reply, Optional.empty()));
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] joined(byte[] a, byte[] b, byte[] c) {
    byte[] all = new byte[a.length + b.length + c.length];
    System.arraycopy(a, 0, all, 0, a.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    System.arraycopy(c, 0, all, a.length + b.length, c.length);
    return all;
  }
}
