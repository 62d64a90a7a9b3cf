package com.mailgrant.inbox;

import com.mailgrant.mail.FolderName;
import com.mailgrant.mail.ImapSession;
import com.mailgrant.mail.MailFailureException;
import com.mailgrant.mail.SearchCriteria;
import com.mailgrant.mail.SearchResult.Precision;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What one folder has for a page: the newest matches below a UID, found by the server. Where the
 * server takes ASCII only, its matches are looked at here, so many and no more.
 */
final class FolderScan {
  /** Of each page, whatever the number of folders. */
  static final int MOST_LOOKED_AT = 200;

  /** Of a message's source that is searched here; text is at the beginning. */
  private static final long LOOKED_AT_OCTETS = 256 * 1024;

  private final ImapSession session;
  private final FolderName folder;
  private final MessageQuery query;
  private final List<ListedMessage> found = new ArrayList<>();
  private long uidValidity;
  private Precision precision = Precision.EXACT;
  private long next = 1;

  FolderScan(ImapSession session, FolderName folder, MessageQuery query) {
    this.session = session;
    this.folder = folder;
    this.query = query;
  }

  /**
   * Reads at most a page.
   *
   * @param lookAt how many messages may be looked at here
   */
  void read(MessageCursor cursor, int lookAt) throws MailFailureException {
    uidValidity = session.examine(folder).uidValidity();
    long below = cursor.below(folder, uidValidity);
    var result = session.search(criteria());
    precision = result.precision();
    int most = precision == Precision.EXACT ? query.limit() : Math.max(1, lookAt);
    var uids =
        result.uids().stream()
            .filter(uid -> uid < below)
            .boxed()
            .sorted(Comparator.reverseOrder())
            .limit(most + 1L)
            .toList();
    var looked = uids.subList(0, Math.min(most, uids.size()));
    var headers = MessageHeaders.of(session, folder, uidValidity, looked);
    if (precision == Precision.EXACT) {
      found.addAll(headers);
    } else {
      for (var header : headers) {
        if (matches(header)) {
          found.add(header);
        }
      }
    }
    next = uids.size() > most ? looked.getLast() : 1;
  }

  FolderName folder() {
    return folder;
  }

  long uidValidity() {
    return uidValidity;
  }

  /** Newest first. */
  List<ListedMessage> found() {
    return found;
  }

  /** Below which the next page goes on if all of {@link #found} is shown; 1 at the end. */
  long next() {
    return next;
  }

  boolean filteredHere() {
    return precision == Precision.SUPERSET;
  }

  private SearchCriteria criteria() {
    var criteria = SearchCriteria.all();
    if (query.correspondent() != null) {
      criteria = criteria.correspondent(query.correspondent());
    }
    if (query.text() != null) {
      criteria = criteria.text(query.text());
    }
    return criteria;
  }

  private boolean matches(ListedMessage message) throws MailFailureException {
    var correspondent = query.correspondent();
    if (correspondent != null && !Words.anyHas(message.correspondents(), correspondent)) {
      return false;
    }
    var text = query.text();
    return text == null
        || Words.has(message.subject(), text)
        || Words.anyHas(message.correspondents(), text)
        || Words.anyHas(texts(message), text);
  }

  private List<String> texts(ListedMessage message) throws MailFailureException {
    var source = new ByteArrayOutputStream();
    session.fetchSource(message.ref().uid(), LOOKED_AT_OCTETS, source);
    var read = MimeReader.read(message.id(), source.toByteArray());
    var texts = new ArrayList<String>();
    if (read.text() != null) {
      texts.add(read.text());
    }
    if (read.html() != null) {
      texts.add(SafeHtml.words(read.html()));
    }
    read.attachments().forEach(attached -> texts.add(attached.name()));
    return texts;
  }
}
