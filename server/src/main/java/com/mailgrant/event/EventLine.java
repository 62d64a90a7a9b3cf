package com.mailgrant.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An event as the page shows it.
 *
 * @param accountName as it is now, or as it was when the account was there still
 * @param accountId null when there is no such account any more
 * @param what in plain words
 * @param why title of the diagnosis
 */
record EventLine(
    long cursor,
    Instant timestamp,
    String type,
    String label,
    @Nullable UUID accountId,
    @Nullable String accountName,
    String what,
    @Nullable String why,
    @Nullable String errorId) {

  static EventLine of(Event event, @Nullable String accountNow) {
    var data = event.data();
    var diagnosis = data.path("diagnosis");
    return new EventLine(
        event.cursor(),
        event.timestamp(),
        event.type(),
        EventType.named(event.type()).map(EventType::label).orElse(event.type()),
        accountNow == null ? null : event.account(),
        accountNow == null ? text(data, "accountName") : accountNow,
        what(data),
        text(diagnosis, "title"),
        text(diagnosis, "errorId"));
  }

  /** By the fields that are there, so that types added later say something too. */
  private static String what(JsonNode data) {
    if (data.has("after")) {
      return text(data, "before") + " → " + text(data, "after");
    }
    if (data.has("subject")) {
      var subject = String.valueOf(text(data, "subject"));
      return subject.isBlank() ? "(no subject)" : subject;
    }
    if (data.has("url")) {
      return text(data, "url") + ": " + text(data, "reason");
    }
    if (data.has("changed")) {
      return String.join(", ", data.path("changed").valueStream().map(JsonNode::asString).toList());
    }
    return data.has("username") ? String.valueOf(text(data, "username")) : "";
  }

  private static @Nullable String text(JsonNode object, String field) {
    return object.has(field) ? object.path(field).asString() : null;
  }
}
