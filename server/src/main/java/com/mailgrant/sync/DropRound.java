package com.mailgrant.sync;

import com.mailgrant.account.MailAccount;
import com.mailgrant.event.EventData;
import com.mailgrant.event.EventType;
import com.mailgrant.event.Events;
import com.mailgrant.event.Subject;
import com.mailgrant.inbox.Headers;
import com.mailgrant.mail.MailFailure;
import com.mailgrant.mail.MailFailureException;
import com.mailgrant.mail.PopMessage;
import com.mailgrant.mail.PopSession;
import com.mailgrant.outbox.DeliveryReports;
import com.mailgrant.provider.FolderRole;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Announces what is new in a POP3 mailbox, each message once by its UIDL (RFC 1939 7). Names of
 * messages that are gone are kept for a while: a server may lose its list and find it again.
 */
@Service
public class DropRound {
  private static final Logger LOG = LoggerFactory.getLogger(DropRound.class);

  private static final int LARGEST_HEADER = 256 * 1024;
  private static final int LONGEST = 1_000;
  private static final Duration GONE_KEPT = Duration.ofDays(60);

  private final DropTable table;
  private final SynchronisationTable synchronisations;
  private final Events events;
  private final DeliveryReports reports;
  private final TransactionTemplate transaction;
  private final Clock clock;

  DropRound(
      DropTable table,
      SynchronisationTable synchronisations,
      Events events,
      DeliveryReports reports,
      TransactionTemplate transaction,
      Clock clock) {
    this.table = table;
    this.synchronisations = synchronisations;
    this.events = events;
    this.reports = reports;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * One look; the first one records what is there, and announces what came since the date chosen.
   */
  public void look(MailAccount account, PopSession session, Fence fence)
      throws MailFailureException {
    var now = clock.instant();
    var listed = session.uidl();
    var unknown = table.unknown(account.id(), listed);
    boolean first = !table.looked(account.id());
    var since = synchronisations.settings(account.id()).announceSince();
    if (first && since == null) {
      transaction.executeWithoutResult(_ -> {
        fence.hold();
        table.add(account.id(), unknown.stream().map(PopMessage::uid).toList(), now);
        table.lookedNow(account.id(), now);
      });
      return;
    }
    for (var message : unknown) {
      take(account, session, fence, message, first ? since : null);
    }
    transaction.executeWithoutResult(_ -> {
      fence.hold();
      table.seen(account.id(), listed.stream().map(PopMessage::uid).toList(), now);
      table.forgetBefore(account.id(), now.minus(GONE_KEPT));
      table.lookedNow(account.id(), now);
    });
  }

  /**
   * @param since what is dated earlier is recorded in silence; null for everything
   */
  private void take(
      MailAccount account,
      PopSession session,
      Fence fence,
      PopMessage message,
      @Nullable Instant since)
      throws MailFailureException {
    byte[] header;
    try {
      header = session.header(message.number(), LARGEST_HEADER);
    } catch (MailFailureException e) {
      if (!(e.failure() instanceof MailFailure.Rejected)) {
        throw e;
      }
      LOG.warn(
          "A message of account {} cannot be fetched and is left out: {}. Nothing else is affected.",
          account.id().value(),
          e.failure().summary());
      keep(account, fence, message, EventType.MAIL_UNREADABLE, unreadable(e), null);
      return;
    }
    var fields = new Headers(header);
    var data = data(fields);
    if (since != null && isEarlier(fields, since)) {
      keep(account, fence, message, null, data, null);
      return;
    }
    ReportReader.Report report = null;
    if (ReportReader.mayBeReport(fields)) {
      var source = new ByteArrayOutputStream();
      session.retrieve(message.number(), ReportReader.LARGEST, source);
      report = ReportReader.read(source.toByteArray(), clock.instant()).orElse(null);
    }
    keep(account, fence, message, EventType.MAIL_RECEIVED, data, report);
  }

  private void keep(
      MailAccount account,
      Fence fence,
      PopMessage message,
      @Nullable EventType type,
      EventData.Mail data,
      ReportReader.@Nullable Report report) {
    transaction.executeWithoutResult(_ -> {
      fence.hold();
      if (table.add(account.id(), List.of(message.uid()), clock.instant()) == 1 && type != null) {
        events.publish(type, Subject.account(account.organization(), account.id().value()), data);
        if (report != null) {
          reports.heard(account.organization(), report.messageIds(), report.recipients());
        }
      }
    });
  }

  private static boolean isEarlier(Headers fields, Instant since) {
    return Dates.of(fields.first("Date")).map(date -> date.isBefore(since)).orElse(false);
  }

  private static EventData.Mail data(Headers fields) {
    var id = fields.first("Message-ID");
    return new EventData.Mail(
        "INBOX",
        FolderRole.INBOX.apiName(),
        id == null ? null : Text.clean(id, LONGEST),
        Arrivals.addresses(fields, "From"),
        Arrivals.addresses(fields, "To"),
        Text.clean(fields.text("Subject"), LONGEST),
        null,
        null,
        null,
        null,
        null);
  }

  private static EventData.Mail unreadable(MailFailureException e) {
    return new EventData.Mail(
        "INBOX",
        FolderRole.INBOX.apiName(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        Text.clean(e.failure().summary(), LONGEST));
  }
}
