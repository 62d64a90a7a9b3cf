package com.mailgrant.sync;

import com.mailgrant.event.EventData;
import com.mailgrant.event.EventType;
import com.mailgrant.inbox.Headers;
import com.mailgrant.inbox.MessageRef;
import com.mailgrant.mail.MailFailure;
import com.mailgrant.mail.MailFailureException;
import com.mailgrant.mail.MessageHeader;
import com.mailgrant.outbox.DeliveryReports;
import com.mailgrant.provider.MailProviders;
import com.mailgrant.sync.Moves.Change;
import com.mailgrant.sync.ReportReader.Report;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Records messages and tells of those that are new, both in one transaction: an event is told when,
 * and only when, the row of its message came into being.
 */
@Component
class Arrivals {
  /** What events show, what finds a message again, and what a delivery report is known by. */
  static final List<String> FIELDS =
      List.of(
          "FROM",
          "TO",
          "SUBJECT",
          "MESSAGE-ID",
          "CONTENT-TYPE",
          "RETURN-PATH",
          "X-FAILED-RECIPIENTS");

  private static final Logger LOG = LoggerFactory.getLogger(Arrivals.class);
  private static final int MOST_ADDRESSES = 100;
  private static final int LONGEST = 1_000;

  private final FolderTable folders;
  private final KnownTable known;
  private final Moves moves;
  private final DeliveryReports reports;
  private final MailProviders providers;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Arrivals(
      FolderTable folders,
      KnownTable known,
      Moves moves,
      DeliveryReports reports,
      MailProviders providers,
      TransactionTemplate transaction,
      Clock clock) {
    this.folders = folders;
    this.known = known;
    this.moves = moves;
    this.reports = reports;
    this.providers = providers;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Records some messages.
   *
   * @param isNews which of them are told
   * @param uidNext everything below is recorded then
   */
  void take(
      Mailbox mailbox,
      FolderState folder,
      List<MessageHeader> headers,
      Predicate<MessageHeader> isNews,
      long uidNext)
      throws MailFailureException {
    take(mailbox, folder, headers, isNews, uidNext, Occasion.NEW);
  }

  /** Records messages that may have been taken for departed; then they are no news. */
  void takeOverlooked(
      Mailbox mailbox,
      FolderState folder,
      List<MessageHeader> headers,
      Predicate<MessageHeader> isNews)
      throws MailFailureException {
    take(mailbox, folder, headers, isNews, 0, Occasion.OVERLOOKED);
  }

  private void take(
      Mailbox mailbox,
      FolderState folder,
      List<MessageHeader> headers,
      Predicate<MessageHeader> isNews,
      long uidNext,
      Occasion occasion)
      throws MailFailureException {
    var rows = new ArrayList<Known>();
    var news = new HashMap<Long, Change>();
    var found = new HashMap<Long, Report>();
    for (var header : headers) {
      var change = change(folder, header);
      rows.add(change.known());
      if (isNews.test(header)) {
        news.put(header.uid(), change);
        var report = report(mailbox, header);
        if (report != null) {
          found.put(header.uid(), report);
        }
      }
    }
    transaction.executeWithoutResult(_ -> {
      mailbox.fence().hold();
      var came = known.recordAndTell(folder.id(), rows);
      var silent = foundAgain(folder, rows, came);
      folders.count(folder.id(), came.size());
      folders.advance(folder.id(), uidNext);
      Set<String> returned =
          occasion == Occasion.OVERLOOKED
              ? moves.returned(mailbox, came.stream().map(uid -> ref(folder, uid)).toList())
              : Set.of();
      var told = new ArrayList<Change>();
      for (var row : rows) {
        var change = news.get(row.uid());
        if (change != null
            && came.contains(row.uid())
            && !silent.contains(row.key())
            && !returned.contains(change.message())) {
          told.add(change);
        }
      }
      tell(mailbox, folder, told, found);
    });
  }

  /** Records a message that cannot be fetched, tells so, and goes on behind it. */
  void skip(Mailbox mailbox, FolderState folder, long uid, String reason) {
    LOG.warn(
        "Message {} of folder {} of account {} cannot be fetched and is left out: {}. Nothing else is affected.",
        uid,
        folder.name(),
        mailbox.account().id().value(),
        reason);
    transaction.executeWithoutResult(_ -> {
      mailbox.fence().hold();
      var row = Known.unreadable(folder.id(), uid);
      if (known.record(folder.id(), List.of(row)) == 1) {
        folders.count(folder.id(), 1);
        moves.tell(
            mailbox.account(),
            EventType.MAIL_UNREADABLE,
            ref(folder, uid),
            unreadable(folder, reason));
      }
      folders.advance(folder.id(), uid + 1);
      folders.step(folder.id(), 1, 0);
    });
  }

  /** Messages that lay there under void UIDs are no news. */
  private Set<Long> foundAgain(FolderState folder, List<Known> rows, Set<Long> came) {
    var replaced = folder.replaces();
    if (replaced == null || came.isEmpty()) {
      return Set.of();
    }
    return known.removeByKey(replaced, rows.stream().map(Known::key).toList());
  }

  private void tell(
      Mailbox mailbox, FolderState folder, List<Change> changes, Map<Long, Report> found) {
    var provider = providers.of(mailbox.account().type());
    var arrived = new ArrayList<Change>();
    for (var change : changes) {
      var from = change.data().from();
      var subject = change.data().subject();
      if (from != null
          && !from.isEmpty()
          && subject != null
          && provider.standsForAnother(from.getFirst(), subject)) {
        moves.tell(
            mailbox.account(),
            EventType.MAIL_UNREADABLE,
            change.message(),
            unreadable(folder, subject));
      } else {
        arrived.add(change);
      }
      var report = found.get(change.known().uid());
      if (report != null) {
        reports.heard(mailbox.account().organization(), report.messageIds(), report.recipients());
      }
    }
    moves.arrived(mailbox, folder.id(), arrived);
  }

  /** What an event says of a message of which only the row is left. */
  static Change gone(FolderState folder, Known row) {
    return new Change(
        row,
        ref(folder, row.uid()),
        new EventData.Mail(
            folder.name().decoded(),
            folder.roleName(),
            row.messageId(),
            null,
            null,
            null,
            row.octets(),
            row.receivedAt(),
            words(row.flags()),
            null,
            null));
  }

  static List<String> words(String flags) {
    return flags.isEmpty() ? List.of() : List.of(flags.split(" ", -1));
  }

  static String ref(FolderState folder, long uid) {
    return new MessageRef(folder.name(), folder.uidValidity(), uid).toString();
  }

  private static Change change(FolderState folder, MessageHeader header) {
    var fields = new Headers(header.header());
    var row = Known.of(header, fields.first("Message-ID"));
    return new Change(
        row,
        ref(folder, header.uid()),
        new EventData.Mail(
            Text.clean(folder.name().decoded(), LONGEST),
            folder.roleName(),
            row.messageId(),
            addresses(fields, "From"),
            addresses(fields, "To"),
            Text.clean(fields.text("Subject"), LONGEST),
            row.octets(),
            row.receivedAt(),
            words(row.flags()),
            null,
            null));
  }

  static List<String> addresses(Headers fields, String name) {
    return fields.addresses(name).stream()
        .limit(MOST_ADDRESSES)
        .map(address -> Text.clean(address, LONGEST))
        .toList();
  }

  private static EventData.Mail unreadable(FolderState folder, String reason) {
    return new EventData.Mail(
        folder.name().decoded(),
        folder.roleName(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        Text.clean(reason, LONGEST));
  }

  private @Nullable Report report(Mailbox mailbox, MessageHeader header)
      throws MailFailureException {
    if (!ReportReader.mayBeReport(new Headers(header.header()))) {
      return null;
    }
    var source = new ByteArrayOutputStream();
    try {
      mailbox.session().fetchSource(header.uid(), ReportReader.LARGEST, source);
    } catch (MailFailureException e) {
      if (e.failure() instanceof MailFailure.Rejected) {
        // It is told like any other message; what it reports stays unknown.
        return null;
      }
      throw e;
    }
    return ReportReader.read(source.toByteArray(), clock.instant()).orElse(null);
  }

  private enum Occasion {
    NEW,
    OVERLOOKED
  }
}
