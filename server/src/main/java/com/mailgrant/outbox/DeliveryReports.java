package com.mailgrant.outbox;

import com.mailgrant.event.EventData;
import com.mailgrant.event.EventType;
import com.mailgrant.event.Events;
import com.mailgrant.event.Subject;
import com.mailgrant.organization.OrganizationId;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Joins what comes back to what was sent. */
@Service
public class DeliveryReports {
  private final DeliveryReportTable table;
  private final Events events;

  DeliveryReports(DeliveryReportTable table, Events events) {
    this.table = table;
    this.events = events;
  }

  /**
   * Keeps what a report says and tells it, within the transaction that records the report's
   * arrival. A report about a message that did not leave here changes nothing, and neither does the
   * same report once more.
   *
   * @param messageIds Message-ID headers, with angle brackets, that the report may be about; the
   *     first that was sent from here counts
   * @return whether the message was sent from here
   */
  @Transactional
  public boolean heard(
      OrganizationId organization, Collection<String> messageIds, List<DeliveryReport> reports) {
    for (var messageId : messageIds) {
      var sent = table.sent(organization, messageId);
      if (sent.isPresent()) {
        reports.forEach(report -> keep(organization, sent.get(), report));
        return true;
      }
    }
    return false;
  }

  /** What was reported about a message, in the order of arrival. */
  public List<DeliveryReport> of(UUID message) {
    return table.of(message);
  }

  private void keep(
      OrganizationId organization, DeliveryReportTable.Sent sent, DeliveryReport report) {
    if (!table.insert(sent.id(), report)) {
      return;
    }
    events.publish(
        report.action().isGood() ? EventType.MESSAGE_DELIVERED : EventType.MESSAGE_BOUNCED,
        Subject.message(organization, sent.account(), sent.id()),
        new EventData.Delivery(
            sent.messageId(),
            sent.sender(),
            sent.subject(),
            report.recipient().isEmpty() ? null : report.recipient(),
            report.action().apiName(),
            report.status(),
            report.diagnostic()));
  }
}
