package com.mailgrant.rehearsal.mail.imap;

import com.mailgrant.rehearsal.mail.Wire;
import com.mailgrant.rehearsal.mailbox.Flag;
import com.mailgrant.rehearsal.mailbox.FlagChange;
import com.mailgrant.rehearsal.mailbox.StoredMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** FETCH (RFC 3501 6.4.5). */
final class Fetching {
  private final SelectedFolder selected;
  private final Wire wire;
  private final List<FetchItem> items;
  private final boolean marksSeen;

  private Fetching(SelectedFolder selected, Wire wire, List<FetchItem> items) {
    this.selected = selected;
    this.wire = wire;
    this.items = items;
    this.marksSeen =
        !selected.isReadOnly()
            && items.stream()
                .anyMatch(item -> item instanceof FetchItem.Content content && !content.peek());
  }

  static Answer fetch(ImapSession session, Command command)
      throws IOException, BadCommandException {
    var arguments = command.arguments();
    var uids = session.selected().resolve(arguments.sequenceSet(), command.uid());
    arguments.space();
    var items = new ArrayList<>(FetchItem.readAll(arguments));
    arguments.end();
    if (command.uid() && !items.contains(FetchItem.Simple.UID)) {
      items.addFirst(FetchItem.Simple.UID);
    }
    var fetching = new Fetching(session.selected(), session.wire, items);
    for (long uid : uids) {
      session.checkToken();
      var message = session.selected().folder().message(uid);
      if (message.isPresent()) {
        fetching.tell(message.get());
      }
    }
    return SessionCommands.completed(session, command);
  }

  private void tell(StoredMessage stored) throws IOException {
    var message = stored;
    boolean tellFlags = items.contains(FetchItem.Simple.FLAGS);
    boolean newlySeen = marksSeen && !stored.flags().contains(Flag.SEEN);
    if (newlySeen) {
      var marked =
          selected.folder().store(List.of(stored.uid()), FlagChange.ADD, Set.of(Flag.SEEN));
      message = marked.isEmpty() ? stored : marked.getFirst();
    }
    if (tellFlags || newlySeen) {
      selected.flagsTold(message);
    }
    wire.put("* " + selected.number(message.uid()) + " FETCH (");
    var between = "";
    for (var item : items) {
      wire.put(between);
      switch (item) {
        case FetchItem.Simple simple -> raw(simple(simple, message));
        case FetchItem.Content content -> content(content, message);
      }
      between = " ";
    }
    if (newlySeen && !tellFlags) {
      wire.put(" " + selected.flags(message));
    }
    wire.say(")");
  }

  private String simple(FetchItem.Simple item, StoredMessage message) {
    return switch (item) {
      case UID -> "UID " + message.uid();
      case FLAGS -> selected.flags(message);
      case INTERNALDATE -> "INTERNALDATE \"" + ImapDates.write(message.received()) + "\"";
      case RFC822_SIZE -> "RFC822.SIZE " + message.message().size();
      case ENVELOPE -> "ENVELOPE " + Envelope.of(message.message().header());
      case BODY -> "BODY " + BodyStructure.basic(message.message().root());
      case BODYSTRUCTURE -> "BODYSTRUCTURE " + BodyStructure.extended(message.message().root());
    };
  }

  private void content(FetchItem.Content content, StoredMessage message) throws IOException {
    var slice = content.section().of(message.message());
    if (slice.isEmpty()) {
      raw(content.label() + " NIL");
      return;
    }
    var part = slice.get().partial(content.start(), content.count());
    raw(content.label() + " {" + part.length() + "}\r\n");
    wire.put(part.octets(), part.from(), part.length());
  }

  private void raw(String octets) throws IOException {
    var bytes = octets.getBytes(StandardCharsets.ISO_8859_1);
    wire.put(bytes, 0, bytes.length);
  }
}
