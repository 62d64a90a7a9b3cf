package com.mailgrant.mail;

import com.mailgrant.mail.ImapDialogue.Asked;
import com.mailgrant.mail.ImapResponse.Status;
import com.mailgrant.mail.Reply.ImapStatus;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** APPEND, UID STORE, UID COPY, UID MOVE and UID EXPUNGE. */
final class ImapChange {
  private static final DateTimeFormatter INTERNAL_DATE =
      DateTimeFormatter.ofPattern("dd-MMM-yyyy HH:mm:ss xx", Locale.ENGLISH);

  private final ImapDialogue dialogue;

  ImapChange(ImapDialogue dialogue) {
    this.dialogue = dialogue;
  }

  Append append(FolderName folder, byte[] message, Collection<String> flags, Instant received)
      throws MailFailureException {
    String date = INTERNAL_DATE.format(received.atOffset(ZoneOffset.UTC));
    ImapCommand command =
        ImapCommand.of("APPEND ")
            .folder(folder)
            .words(" " + list(flags) + " \"" + date + "\" ")
            .literal(message);
    Status status =
        dialogue.ask(
            Stage.IMAP_APPEND, dialogue.wire.timeouts().transfer(), command, Asked.NOTHING);
    if (status.reply().status() == ImapStatus.OK) {
      return new Append.Stored(appendedUid(status));
    }
    if (status.reply().hasCode("TRYCREATE")) {
      return new Append.FolderMissing(status.reply());
    }
    throw ImapDialogue.rejected(Stage.IMAP_APPEND, status.reply());
  }

  void store(UidSet uids, FlagChange change, Collection<String> flags) throws MailFailureException {
    if (!uids.isEmpty()) {
      String sign = change == FlagChange.ADD ? "+" : "-";
      String words = "UID STORE " + uids + " " + sign + "FLAGS.SILENT " + list(flags);
      dialogue.run(Stage.IMAP_STORE, ImapCommand.of(words), Asked.NOTHING);
    }
  }

  UidSet copy(UidSet uids, FolderName target) throws MailFailureException {
    if (uids.isEmpty()) {
      return UidSet.none();
    }
    return transfer(Stage.IMAP_COPY, "UID COPY ", uids, target);
  }

  /** RFC 6851, or its equivalent by hand that never expunges a message that was not copied. */
  UidSet move(UidSet uids, FolderName target) throws MailFailureException {
    if (uids.isEmpty()) {
      return UidSet.none();
    }
    if (dialogue.capabilities().has("MOVE")) {
      return transfer(Stage.IMAP_MOVE, "UID MOVE ", uids, target);
    }
    UidSet moved = transfer(Stage.IMAP_COPY, "UID COPY ", uids, target);
    expunge(uids);
    return moved;
  }

  /** Without UIDPLUS messages are only marked: a bare EXPUNGE would take others along. */
  Expunge expunge(UidSet uids) throws MailFailureException {
    store(uids, FlagChange.ADD, java.util.List.of("\\Deleted"));
    if (!dialogue.capabilities().has("UIDPLUS")) {
      return Expunge.MARKED_ONLY;
    }
    if (!uids.isEmpty()) {
      dialogue.run(Stage.IMAP_EXPUNGE, ImapCommand.of("UID EXPUNGE " + uids), Asked.NOTHING);
    }
    return Expunge.REMOVED;
  }

  private UidSet transfer(Stage stage, String verb, UidSet uids, FolderName target)
      throws MailFailureException {
    AtomicReference<@Nullable String> copied = new AtomicReference<>();
    Status status =
        dialogue.run(
            stage,
            dialogue.wire.timeouts().transfer(),
            ImapCommand.of(verb + uids + " ").folder(target),
            response -> {
              // RFC 6851 4.3: with MOVE the code comes in an untagged OK.
              if (response instanceof Status early && early.codeArgument("COPYUID") != null) {
                copied.set(early.codeArgument("COPYUID"));
                return true;
              }
              return false;
            });
    String atEnd = status.codeArgument("COPYUID");
    String argument = atEnd == null ? copied.get() : atEnd;
    String[] parts = argument == null ? new String[0] : argument.split(" ", -1);
    return parts.length == 3 ? dialogue.responses.uids(parts[2]) : UidSet.none();
  }

  private static OptionalLong appendedUid(Status status) {
    String argument = status.codeArgument("APPENDUID");
    String[] parts = argument == null ? new String[0] : argument.split(" ", -1);
    return parts.length == 2 && parts[1].matches("\\d{1,10}")
        ? OptionalLong.of(Long.parseLong(parts[1]))
        : OptionalLong.empty();
  }

  private static String list(Collection<String> flags) {
    for (String flag : flags) {
      if (!flag.matches("\\\\?[A-Za-z0-9$_.-]{1,60}")) {
        throw new IllegalArgumentException("not an IMAP flag: " + WireText.printable(flag, 80));
      }
    }
    return "(" + String.join(" ", flags) + ")";
  }
}
