package com.mailgrant.inbox;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A message in a list.
 *
 * @param ref where it is
 * @param messageId the Message-ID header; null where there is none
 * @param receivedAt by the server's clock
 * @param flags as the server keeps them, for example {@code \Seen}
 * @param octets as the server estimates
 * @param references ids of the messages that it answers
 */
@JsonPropertyOrder({"id", "folder"})
record ListedMessage(
    @JsonIgnore MessageRef ref,
    @Nullable String messageId,
    List<String> from,
    List<String> to,
    List<String> cc,
    String subject,
    @Nullable Instant receivedAt,
    Set<String> flags,
    long octets,
    @JsonIgnore List<String> references) {

  /** Opaque; fetches the message. */
  @JsonProperty("id")
  public String id() {
    return ref.toString();
  }

  /** Readable name of the folder. */
  @JsonProperty("folder")
  public String folder() {
    return ref.folder().decoded();
  }

  /** Whether somebody has read it. */
  public boolean seen() {
    return flags.contains("\\Seen");
  }

  /** Whether it is marked for attention. */
  public boolean flagged() {
    return flags.contains("\\Flagged");
  }

  /** From, To and Cc. */
  List<String> correspondents() {
    var all = new ArrayList<>(from);
    all.addAll(to);
    all.addAll(cc);
    return all;
  }

  /** For ordering; a message without a readable time is the oldest. */
  Instant age() {
    return receivedAt == null ? Instant.MIN : receivedAt;
  }
}
