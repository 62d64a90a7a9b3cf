package com.mailgrant.inbox;

import com.mailgrant.mail.FolderName;
import com.mailgrant.mail.ImapSession;
import com.mailgrant.mail.MailFailureException;
import com.mailgrant.mail.MessageHeader;
import com.mailgrant.mail.UidSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Fetches what a list shows of messages. */
final class MessageHeaders {
  private static final List<String> FIELDS =
      List.of("FROM", "TO", "CC", "SUBJECT", "MESSAGE-ID", "IN-REPLY-TO", "REFERENCES");

  private MessageHeaders() {}

  /** Of the open folder, highest UID first. */
  static List<ListedMessage> of(
      ImapSession session, FolderName folder, long uidValidity, List<Long> uids)
      throws MailFailureException {
    var items = new ArrayList<ListedMessage>();
    if (!uids.isEmpty()) {
      var wanted = UidSet.of(uids.stream().mapToLong(Long::longValue).toArray());
      session.fetchHeaders(
          wanted, FIELDS, header -> items.add(listed(header, uidValidity, folder)));
    }
    items.sort(Comparator.comparingLong((ListedMessage item) -> item.ref().uid()).reversed());
    return items;
  }

  private static ListedMessage listed(MessageHeader header, long uidValidity, FolderName folder) {
    var fields = new Headers(header.header());
    return new ListedMessage(
        new MessageRef(folder, uidValidity, header.uid()),
        fields.first("Message-ID"),
        fields.addresses("From"),
        fields.addresses("To"),
        fields.addresses("Cc"),
        fields.text("Subject"),
        header.received().orElse(null),
        header.flags(),
        header.octets(),
        fields.ids("References", "In-Reply-To"));
  }
}
