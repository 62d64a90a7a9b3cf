package com.mailgrant.rehearsal.mail.imap;

import com.mailgrant.rehearsal.mailbox.Flag;
import com.mailgrant.rehearsal.mailbox.Folder;
import com.mailgrant.rehearsal.mailbox.StoredMessage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** SELECT, EXAMINE, CLOSE and UNSELECT (RFC 3501 6.3.1, 6.4.2; RFC 3691). */
final class Selecting {
  private static final String FLAGS =
      Arrays.stream(Flag.values()).map(Flag::word).collect(Collectors.joining(" ", "(", ")"));

  private Selecting() {}

  static Answer select(ImapSession session, Command command)
      throws IOException, BadCommandException {
    return open(session, command, false);
  }

  static Answer examine(ImapSession session, Command command)
      throws IOException, BadCommandException {
    return open(session, command, true);
  }

  static Answer close(ImapSession session, Command command) throws BadCommandException {
    command.arguments().end();
    var selected = session.selected();
    session.deselect();
    if (!selected.isReadOnly()) {
      // Gone without a word: the client has closed the folder (RFC 3501 6.4.2).
      var deleted =
          selected.folder().state().messages().stream()
              .filter(message -> message.flags().contains(Flag.DELETED))
              .map(StoredMessage::uid)
              .toList();
      selected.folder().remove(deleted);
    }
    return SessionCommands.completed(session, command);
  }

  static Answer unselect(ImapSession session, Command command) throws BadCommandException {
    command.arguments().end();
    session.deselect();
    return SessionCommands.completed(session, command);
  }

  private static Answer open(ImapSession session, Command command, boolean readOnly)
      throws IOException, BadCommandException {
    var name = command.arguments().folder();
    command.arguments().end();
    // Even an attempt that fails closes the folder that was open.
    session.deselect();
    var folder = session.account().mailbox().find(name).filter(Folder::isSelectable);
    if (folder.isEmpty()) {
      return Answer.no(session.manner.noSuchFolder(ModifiedUtf7.encode(name)));
    }
    var state = folder.get().state();
    var selected = new SelectedFolder(folder.get(), readOnly, state);
    session.untagged(state.messages().size() + " EXISTS");
    session.untagged(selected.recentCount() + " RECENT");
    session.untagged("FLAGS " + FLAGS);
    session.untagged("OK [PERMANENTFLAGS " + (readOnly ? "()" : FLAGS) + "] Permanent flags");
    unseen(session, state.messages());
    session.untagged("OK [UIDVALIDITY " + state.uidValidity() + "] UIDVALIDITY value");
    session.untagged("OK [UIDNEXT " + state.uidNext() + "] The next unique identifier value");
    session.select(selected);
    var access = readOnly ? "[READ-ONLY] " : "[READ-WRITE] ";
    return Answer.ok(access + session.manner.completed(command.name()));
  }

  private static void unseen(ImapSession session, List<StoredMessage> messages) throws IOException {
    for (int i = 0; i < messages.size(); i++) {
      if (!messages.get(i).flags().contains(Flag.SEEN)) {
        session.untagged("OK [UNSEEN " + (i + 1) + "] Is the first unseen message");
        return;
      }
    }
  }
}
