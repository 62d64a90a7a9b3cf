package com.mailgrant.rehearsal.mail.imap;

import com.mailgrant.rehearsal.mailbox.StoredMessage;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** SEARCH (RFC 3501 6.4.4); Exchange takes US-ASCII only and knows no RETURN (facts 4.3). */
final class Searching {
  private Searching() {}

  static Answer search(ImapSession session, Command command)
      throws IOException, BadCommandException {
    var arguments = command.arguments();
    Charset charset = StandardCharsets.US_ASCII;
    if (arguments.acceptWord("CHARSET")) {
      arguments.space();
      var name = arguments.astring();
      arguments.space();
      if (session.manner.searchesIn(name)) {
        charset = StandardCharsets.UTF_8;
      } else if (!name.equalsIgnoreCase("US-ASCII")) {
        return Answer.no("[BADCHARSET (US-ASCII)] The specified charset is not supported.");
      }
    }
    var selected = session.selected();
    var keys = new SearchKeys(arguments, selected, charset);
    var wanted = keys.all();
    arguments.end();
    var found = new StringBuilder("SEARCH");
    for (long uid : selected.all()) {
      var message = selected.folder().message(uid);
      if (message.isPresent() && wanted.test(message.get())) {
        found.append(' ').append(number(selected, message.get(), command.uid()));
      }
    }
    session.untagged(found.toString());
    return SessionCommands.completed(session, command);
  }

  private static long number(SelectedFolder selected, StoredMessage message, boolean uid) {
    return uid ? message.uid() : selected.number(message.uid());
  }
}
