package com.mailgrant.rehearsal.mail.imap;

import com.mailgrant.rehearsal.mailbox.Flag;
import com.mailgrant.rehearsal.mailbox.FlagChange;
import com.mailgrant.rehearsal.mailbox.Folder;
import com.mailgrant.rehearsal.mailbox.StoredMessage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** STORE, COPY, MOVE and EXPUNGE (RFC 3501 6.4, RFC 4315, RFC 6851). */
final class Changing {
  private Changing() {}

  static Answer store(ImapSession session, Command command)
      throws IOException, BadCommandException {
    var arguments = command.arguments();
    var uids = session.selected().resolve(arguments.sequenceSet(), command.uid());
    arguments.space();
    var change =
        arguments.accept('+')
            ? FlagChange.ADD
            : arguments.accept('-') ? FlagChange.REMOVE : FlagChange.SET;
    boolean silent = arguments.acceptWord("FLAGS.SILENT");
    if (!silent && !arguments.acceptWord("FLAGS")) {
      throw new BadCommandException("FLAGS is missing");
    }
    arguments.space();
    var flags = Flags.read(arguments);
    arguments.end();
    var selected = session.selected();
    if (selected.isReadOnly()) {
      return Answer.no(session.manner.failed(command.name()));
    }
    for (var message : selected.folder().store(uids, change, flags)) {
      selected.flagsTold(message);
      if (!silent) {
        var uid = command.uid() ? "UID " + message.uid() + " " : "";
        session.untagged(
            selected.number(message.uid()) + " FETCH (" + uid + selected.flags(message) + ")");
      }
    }
    return SessionCommands.completed(session, command);
  }

  static Answer copy(ImapSession session, Command command) throws BadCommandException {
    var uids = session.selected().resolve(command.arguments().sequenceSet(), command.uid());
    var target = target(session, command);
    if (target.isEmpty()) {
      return Answer.no(session.manner.noTarget());
    }
    var copied = session.selected().folder().copy(uids, target.get());
    if (copied.isEmpty()) {
      return Answer.no("[OVERQUOTA] " + session.manner.failed(command.name()));
    }
    var done = session.manner.completed(command.name());
    return Answer.ok(
        copied.get().isEmpty() ? done : copyUid(target.get(), copied.get()) + " " + done);
  }

  static Answer move(ImapSession session, Command command) throws IOException, BadCommandException {
    var selected = session.selected();
    var uids = selected.resolve(command.arguments().sequenceSet(), command.uid());
    var target = target(session, command);
    if (target.isEmpty()) {
      return Answer.no(session.manner.noTarget());
    }
    if (selected.isReadOnly()) {
      return Answer.no(session.manner.failed(command.name()));
    }
    var moved = selected.folder().move(uids, target.get());
    if (moved.isEmpty()) {
      return Answer.no("[OVERQUOTA] " + session.manner.failed(command.name()));
    }
    if (!moved.get().isEmpty()) {
      // RFC 6851 4.3: before the client hears that the messages are gone.
      session.untagged("OK " + copyUid(target.get(), moved.get()));
    }
    return SessionCommands.completed(session, command);
  }

  static Answer expunge(ImapSession session, Command command) throws BadCommandException {
    var selected = session.selected();
    var named =
        command.uid() ? selected.resolve(command.arguments().sequenceSet(), true) : selected.all();
    command.arguments().end();
    if (selected.isReadOnly()) {
      return Answer.no(session.manner.failed(command.name()));
    }
    var deleted =
        named.stream()
            .filter(uid ->
                selected
                    .folder()
                    .message(uid)
                    .map(StoredMessage::flags)
                    .filter(flags -> flags.contains(Flag.DELETED))
                    .isPresent())
            .toList();
    selected.folder().remove(deleted);
    return SessionCommands.completed(session, command);
  }

  private static Optional<Folder> target(ImapSession session, Command command)
      throws BadCommandException {
    command.arguments().space();
    var name = command.arguments().folder();
    command.arguments().end();
    return session.account().mailbox().find(name).filter(Folder::isSelectable);
  }

  private static String copyUid(Folder target, List<Folder.Copied> copied) {
    return "[COPYUID %d %s %s]"
        .formatted(
            target.state().uidValidity(),
            set(copied, Folder.Copied::from),
            set(copied, Folder.Copied::to));
  }

  /** Both lists rise, so that runs may be written as ranges. */
  private static String set(List<Folder.Copied> copied, ToLongFunction<Folder.Copied> uid) {
    var set = new StringBuilder();
    for (int i = 0; i < copied.size(); ) {
      int from = i;
      while (i + 1 < copied.size()
          && uid.applyAsLong(copied.get(i + 1)) == uid.applyAsLong(copied.get(i)) + 1) {
        i++;
      }
      set.append(set.isEmpty() ? "" : ",").append(uid.applyAsLong(copied.get(from)));
      if (i > from) {
        set.append(':').append(uid.applyAsLong(copied.get(i)));
      }
      i++;
    }
    return set.toString();
  }
}
