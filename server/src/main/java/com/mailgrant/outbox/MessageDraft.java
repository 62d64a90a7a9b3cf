package com.mailgrant.outbox;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.mailgrant.platform.InvalidInput;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What an application wants sent, unchecked.
 *
 * @param raw a whole message in base64 (RFC 5322), in place of subject, text, html and attachments
 * @param inReplyTo the message that is answered or forwarded: its id in the mailbox as the API
 *     names it, or its Message-ID
 * @param mode {@code reply}, {@code reply-all} or {@code forward}; null: reply
 * @param headers further header fields of those that are allowed
 * @param sendAt when it leaves, as an ISO 8601 instant; null: at once
 * @param sender the address in From; null: the account's
 * @param onBehalfOf the application's user who sends; null: the application itself
 * @param allowFallback whether another account may send if this one cannot
 */
public record MessageDraft(
    @Nullable List<@Nullable Recipient> to,
    @Nullable List<@Nullable Recipient> cc,
    @Nullable List<@Nullable Recipient> bcc,
    @Nullable String subject,
    @Nullable String text,
    @Nullable String html,
    @Nullable List<@Nullable Attachment> attachments,
    @Nullable String raw,
    @Nullable String inReplyTo,
    @Nullable String mode,
    @Nullable Map<String, @Nullable String> headers,
    @Nullable String sendAt,
    @Nullable String sender,
    @Nullable String onBehalfOf,
    @Nullable Boolean allowFallback) {

  /** A plain one. */
  public MessageDraft(
      @Nullable List<@Nullable Recipient> to,
      @Nullable List<@Nullable Recipient> cc,
      @Nullable List<@Nullable Recipient> bcc,
      @Nullable String subject,
      @Nullable String text,
      @Nullable String html,
      @Nullable List<@Nullable Attachment> attachments) {
    this(
        to,
        cc,
        bcc,
        subject,
        text,
        html,
        attachments,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** The same on behalf of this user. */
  MessageDraft onBehalfOf(String user) {
    return new MessageDraft(
        to,
        cc,
        bcc,
        subject,
        text,
        html,
        attachments,
        raw,
        inReplyTo,
        mode,
        headers,
        sendAt,
        sender,
        user,
        allowFallback);
  }

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
      var name = json.path("name");
      var address = json.path("address");
      boolean named = name.isString() || name.isNull();
      if (json.isObject()
          && address.isString()
          && (name.isMissingNode() ? json.size() == 1 : named && json.size() == 2)) {
        return new Recipient(name.isString() ? name.asString() : null, address.asString());
      }
      // Which of the lists it stands in is known to the reader of the whole only.
      throw new InvalidInput("to", "wrong.outbox.recipient-form");
    }
  }

  /**
   * @param content base64
   * @param contentId by which the HTML shows it: {@code <img src="cid:logo">}
   * @param inline shown in the text, not beside it; so is whatever has a contentId
   */
  public record Attachment(
      @Nullable String name,
      @Nullable String type,
      @Nullable String content,
      @Nullable String contentId,
      @Nullable Boolean inline) {
    /** Beside the text. */
    public Attachment(@Nullable String name, @Nullable String type, @Nullable String content) {
      this(name, type, content, null, null);
    }
  }
}
