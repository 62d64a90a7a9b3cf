package com.mailgrant.rehearsal.mail.imap;

import com.mailgrant.rehearsal.fault.Fault;
import java.io.IOException;
import java.util.Locale;

/** Commands that concern the session rather than a folder. */
final class SessionCommands {
  private SessionCommands() {}

  static Answer capability(ImapSession session, Command command)
      throws IOException, BadCommandException {
    command.arguments().end();
    boolean oauth = !session.tenant.strikes(Fault.NO_OAUTH_OFFERED, session.people());
    session.untagged("CAPABILITY " + session.manner.capabilities(session.accountOrNull(), oauth));
    return completed(session, command);
  }

  static Answer noop(ImapSession session, Command command) throws BadCommandException {
    command.arguments().end();
    return completed(session, command);
  }

  /** RFC 2971; what the client says about itself is of no interest here. */
  static Answer id(ImapSession session, Command command) throws IOException, BadCommandException {
    var arguments = command.arguments();
    if (!arguments.acceptWord("NIL")) {
      arguments.list(() -> arguments.acceptWord("NIL") ? "" : arguments.astring());
    }
    arguments.end();
    session.untagged("ID " + session.manner.identity());
    return completed(session, command);
  }

  static Answer namespace(ImapSession session, Command command)
      throws IOException, BadCommandException {
    command.arguments().end();
    session.untagged("NAMESPACE ((\"\" \"/\")) NIL NIL");
    return completed(session, command);
  }

  /** Only those mailboxes know it that fall into the trap of facts/microsoft365 4.3. */
  static Answer enable(ImapSession session, Command command)
      throws IOException, BadCommandException {
    if (!session.manner.capabilities(session.account(), true).contains("ENABLE")) {
      return Answer.bad(session.manner.unknownCommand());
    }
    var wanted = command.arguments().rest().toUpperCase(Locale.ROOT);
    boolean rev2 = wanted.matches("(.* )?IMAP4REV2( .*)?");
    session.untagged(rev2 ? "ENABLED IMAP4rev2" : "ENABLED");
    return completed(session, command);
  }

  static Answer logout(ImapSession session, Command command)
      throws IOException, BadCommandException {
    command.arguments().end();
    session.end();
    session.untagged("BYE " + session.manner.farewell());
    return completed(session, command);
  }

  /** RFC 2177; allowed without an open folder, too, and then silent. */
  static Answer idle(ImapSession session, Command command) throws IOException, BadCommandException {
    command.arguments().end();
    session.wire.say("+ " + session.manner.idling()).flush();
    return session.idle().equalsIgnoreCase("DONE")
        ? completed(session, command)
        : Answer.bad(session.manner.badArgument());
  }

  static Answer completed(ImapSession session, Command command) {
    var name = command.uid() ? "UID " + command.name() : command.name();
    return Answer.ok(session.manner.completed(name));
  }
}
