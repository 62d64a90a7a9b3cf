package com.mailgrant.outbox;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.mailgrant.platform.InvalidInput;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What an application wants sent, unchecked. */
public record MessageDraft(
    @Nullable List<@Nullable Recipient> to,
    @Nullable List<@Nullable Recipient> cc,
    @Nullable List<@Nullable Recipient> bcc,
    @Nullable String subject,
    @Nullable String text,
    @Nullable String html,
    @Nullable List<@Nullable Attachment> attachments) {

  /** An address, alone or with a name. */
  public record Recipient(@Nullable String name, @Nullable String address) {
    /**
     * Both forms of the API: {@code "anna@example.com"} and {@code {"name": ..., "address": ...}}.
     */
    @JsonCreator
    static Recipient of(JsonNode json) {
      if (json.isString()) {
        return new Recipient(null, json.asString());
      }
      if (json.isObject() && json.path("address").isString()) {
        return new Recipient(
            json.path("name").isString() ? json.path("name").asString() : null,
            json.path("address").asString());
      }
      throw new InvalidInput("to", "Give each recipient as an address or as {name, address}.");
    }
  }

  /**
   * @param content base64
   */
  public record Attachment(
      @Nullable String name, @Nullable String type, @Nullable String content) {}
}
