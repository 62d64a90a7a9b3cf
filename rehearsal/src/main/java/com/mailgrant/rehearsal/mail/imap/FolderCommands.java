package com.mailgrant.rehearsal.mail.imap;

import com.mailgrant.rehearsal.mailbox.Folder;
import com.mailgrant.rehearsal.mailbox.Mailbox.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.stream.Collectors;

/** Commands that look at or change the tree of folders (RFC 3501 6.3). */
final class FolderCommands {
  private FolderCommands() {}

  static Answer status(ImapSession session, Command command)
      throws IOException, BadCommandException {
    var arguments = command.arguments();
    var name = arguments.folder();
    arguments.space();
    var items = arguments.list(arguments::upperAtom);
    arguments.end();
    var folder = session.account().mailbox().find(name).filter(Folder::isSelectable);
    if (folder.isEmpty()) {
      return Answer.no(session.manner.noSuchFolder(ModifiedUtf7.encode(name)));
    }
    var state = folder.get().state();
    var values = new ArrayList<String>();
    for (var item : items) {
      long value =
          switch (item) {
            case "MESSAGES" -> state.messages().size();
            case "RECENT" -> state.uidNext() - folder.get().unclaimedFrom();
            case "UIDNEXT" -> state.uidNext();
            case "UIDVALIDITY" -> state.uidValidity();
            case "UNSEEN" -> state.unseen();
            default -> throw new BadCommandException("no such status: " + item);
          };
      values.add(item + " " + value);
    }
    session.untagged(
        "STATUS "
            + FolderText.of(folder.get().name())
            + values.stream().collect(Collectors.joining(" ", " (", ")")));
    return SessionCommands.completed(session, command);
  }

  static Answer create(ImapSession session, Command command) throws BadCommandException {
    var name = onlyFolder(command);
    // RFC 3501 6.3.3: a delimiter at the end only announces that there will be folders below.
    var path = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    return outcome(session, command, session.account().mailbox().create(path), path);
  }

  static Answer delete(ImapSession session, Command command) throws BadCommandException {
    var name = onlyFolder(command);
    return outcome(session, command, session.account().mailbox().delete(name), name);
  }

  static Answer rename(ImapSession session, Command command) throws BadCommandException {
    var arguments = command.arguments();
    var from = arguments.folder();
    arguments.space();
    var to = arguments.folder();
    arguments.end();
    return outcome(session, command, session.account().mailbox().rename(from, to), from);
  }

  static Answer subscribe(ImapSession session, Command command) throws BadCommandException {
    return subscribed(session, command, true);
  }

  static Answer unsubscribe(ImapSession session, Command command) throws BadCommandException {
    return subscribed(session, command, false);
  }

  private static Answer subscribed(ImapSession session, Command command, boolean wanted)
      throws BadCommandException {
    var name = onlyFolder(command);
    var folder = session.account().mailbox().find(name);
    folder.ifPresent(found -> found.subscribe(wanted));
    return outcome(session, command, folder.isPresent() ? Outcome.DONE : Outcome.MISSING, name);
  }

  private static String onlyFolder(Command command) throws BadCommandException {
    var name = command.arguments().folder();
    command.arguments().end();
    return name;
  }

  private static Answer outcome(
      ImapSession session, Command command, Outcome outcome, String name) {
    return switch (outcome) {
      case DONE -> SessionCommands.completed(session, command);
      case EXISTS -> Answer.no("[ALREADYEXISTS] Folder already exists.");
      case MISSING -> Answer.no(session.manner.noSuchFolder(ModifiedUtf7.encode(name)));
      case REFUSED -> Answer.no(session.manner.failed(command.name()));
    };
  }
}
