package com.mailgrant.rehearsal.mail.imap;

import com.mailgrant.rehearsal.mailbox.Flag;
import com.mailgrant.rehearsal.mailbox.Folder;
import com.mailgrant.rehearsal.mime.Message;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/** APPEND (RFC 3501 6.3.11, RFC 4315). */
final class Appending {
  private Appending() {}

  static Answer append(ImapSession session, Command command) throws BadCommandException {
    var arguments = command.arguments();
    var name = arguments.folder();
    arguments.space();
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    if (arguments.peek() == '(') {
      flags = Flags.read(arguments);
      arguments.space();
    }
    Instant received = session.tenant.now();
    if (arguments.peek() == '"') {
      received = ImapDates.dateTime(arguments.quotedString());
      arguments.space();
    }
    var message = Message.of(arguments.literal());
    arguments.end();
    var folder = session.account().mailbox().find(name).filter(Folder::isSelectable);
    if (folder.isEmpty()) {
      return Answer.no(session.manner.noTarget());
    }
    var uid = folder.get().append(message, flags, received);
    if (uid.isEmpty()) {
      return Answer.no("[OVERQUOTA] " + session.manner.failed("APPEND"));
    }
    return Answer.ok(
        "[APPENDUID %d %d] %s"
            .formatted(
                folder.get().state().uidValidity(),
                uid.getAsLong(),
                session.manner.completed("APPEND")));
  }
}
