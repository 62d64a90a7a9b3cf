package com.mailgrant.event;

import com.mailgrant.organization.OrganizationId;
import com.mailgrant.testing.Node;
import java.util.List;
import java.util.UUID;
import org.springframework.transaction.support.TransactionTemplate;

/** Events for tests, told by the same door as all events. */
public final class TestEvents {
  private TestEvents() {}

  /** A message was sent: one committed event, with this subject. */
  public static void sent(Node node, UUID account, String subject) {
    node.get(TransactionTemplate.class)
        .executeWithoutResult(_ -> tell(node, EventType.MESSAGE_SENT, account, subject));
  }

  /** Inside the caller's transaction. */
  public static void tell(Node node, EventType type, UUID account, String subject) {
    node.get(Events.class)
        .publish(
            type,
            Subject.message(OrganizationId.FIRST, account, UUID.randomUUID()),
            new EventData.Message(
                "<1@contoso.example>", "anna@contoso.example", subject, 1, null, null));
  }

  /** What the events after a cursor say as their subject. */
  public static List<String> subjects(List<Event> events) {
    return events.stream().map(event -> event.data().path("subject").asString()).toList();
  }
}
