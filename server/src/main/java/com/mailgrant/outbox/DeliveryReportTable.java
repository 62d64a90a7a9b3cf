package com.mailgrant.outbox;

import com.mailgrant.organization.OrganizationId;
import com.mailgrant.outbox.DeliveryReport.Action;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code delivery_report}. */
@Repository
class DeliveryReportTable {
  private final JdbcClient jdbc;

  DeliveryReportTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The message that left under this Message-ID. */
  Optional<Sent> sent(OrganizationId organization, String messageId) {
    return jdbc.sql(
            """
            select id, account_id, message_id, sender, subject from outbox_message
            where organization_id = ? and message_id = ?
            """)
        .params(organization.value(), messageId)
        .query((row, _) ->
            new Sent(
                row.getObject("id", UUID.class),
                row.getObject("account_id", UUID.class),
                row.getString("message_id"),
                row.getString("sender"),
                row.getString("subject")))
        .optional();
  }

  /** False when the same was reported before. */
  boolean insert(UUID message, DeliveryReport report) {
    return jdbc.sql(
                """
                insert into delivery_report (id, outbox_message_id, recipient, action, status, diagnostic, reported_at)
                values (?, ?, ?, ?, ?, ?, ?)
                on conflict (outbox_message_id, recipient, action) do nothing
                """)
            .param(UUID.randomUUID())
            .param(message)
            .param(report.recipient())
            .param(report.action().apiName())
            .param(report.status())
            .param(report.diagnostic())
            .param(report.reportedAt().atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  List<DeliveryReport> of(UUID message) {
    return jdbc.sql(
            "select * from delivery_report where outbox_message_id = ? order by reported_at, recipient")
        .param(message)
        .query((row, _) ->
            new DeliveryReport(
                row.getString("recipient"),
                Action.named(row.getString("action")).orElseThrow(),
                row.getString("status"),
                row.getString("diagnostic"),
                row.getTimestamp("reported_at").toInstant()))
        .list();
  }

  record Sent(UUID id, UUID account, String messageId, String sender, String subject) {}
}
