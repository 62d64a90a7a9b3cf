package com.mailgrant.event;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One line of the log. The API, the stream and webhooks show it in this form; {@code type}, {@code
 * timestamp} and {@code data} are called as Standard Webhooks recommends.
 *
 * @param id the same wherever and however often the event shows up: recognise duplicates by it
 * @param cursor its place in the log of the organization, without gaps; to be sent as {@code after}
 * @param type such as {@code message.sent}; see {@link EventType}
 * @param timestamp when it happened
 * @param account id of the mail account; left out where none is concerned
 * @param message id of the message in the API, for outbox messages that of {@code GET
 *     /outbox/{id}}; left out where none is concerned
 * @param data depends on the type; see {@link EventData}
 */
public record Event(
    UUID id,
    @JsonFormat(shape = JsonFormat.Shape.STRING) long cursor,
    String type,
    Instant timestamp,
    @Nullable UUID account,
    @Nullable String message,
    JsonNode data) {}
