package com.mailgrant.event;

import com.mailgrant.account.AccountState;
import com.mailgrant.diagnosis.Catalogue;
import com.mailgrant.platform.Language;
import com.mailgrant.platform.Sentence;
import java.time.Instant;
import java.util.Arrays;
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

  static EventLine of(Event event, @Nullable String accountNow, Catalogue catalogue) {
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
        why(diagnosis, catalogue),
        text(diagnosis, "errorId"));
  }

  /** By the fields that are there, so that types added later say something too. */
  private static String what(JsonNode data) {
    if (data.has("after")) {
      return state(data, "before") + " → " + state(data, "after");
    }
    if (data.has("subject")) {
      var subject = String.valueOf(text(data, "subject"));
      return subject.isBlank() ? Sentence.of("event.no-subject").forReader() : subject;
    }
    if (data.has("answer")) {
      return Sentence.of(
              "event.answer." + text(data, "answer"),
              data.has("approver") ? data.path("approver").asString() : "-",
              data.has("tenant") ? data.path("tenant").asString() : "-")
          .forReader();
    }
    if (data.has("url")) {
      return text(data, "url") + ": " + text(data, "reason");
    }
    if (data.has("changed")) {
      return String.join(", ", data.path("changed").valueStream().map(JsonNode::asString).toList());
    }
    return data.has("username") ? String.valueOf(text(data, "username")) : "";
  }

  /** In the reader's language; the event itself keeps the English title. */
  private static @Nullable String why(JsonNode diagnosis, Catalogue catalogue) {
    var code = text(diagnosis, "code");
    return code == null
        ? null
        : catalogue
            .title(code, Language.ofReader())
            .orElseGet(() -> String.valueOf(text(diagnosis, "title")));
  }

  private static String state(JsonNode data, String field) {
    var name = String.valueOf(text(data, field));
    return Arrays.stream(AccountState.values())
        .filter(state -> state.apiName().equals(name))
        .map(AccountState::label)
        .findFirst()
        .orElse(name);
  }

  private static @Nullable String text(JsonNode object, String field) {
    return object.has(field) ? object.path(field).asString() : null;
  }
}
