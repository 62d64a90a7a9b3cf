package com.mailgrant.rehearsal.mailbox;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a folder is for. It stays with the folder when somebody renames it. */
public enum Role {
  INBOX(null),
  DRAFTS("\\Drafts"),
  SENT("\\Sent"),
  DELETED("\\Trash"),
  JUNK("\\Junk"),
  ARCHIVE("\\Archive"),
  ALL("\\All"),
  FLAGGED("\\Flagged"),
  IMPORTANT("\\Important"),
  /** Made by the service, but for nothing that SPECIAL-USE has a word for: Calendar, Outbox. */
  SYSTEM(null),
  /** Made by a person. */
  ORDINARY(null);

  private final @Nullable String attribute;

  Role(@Nullable String attribute) {
    this.attribute = attribute;
  }

  /** SPECIAL-USE attribute (RFC 6154). */
  public Optional<String> attribute() {
    return Optional.ofNullable(attribute);
  }

  /** Whether the folder came with the mailbox and cannot be deleted. */
  public boolean isBuiltIn() {
    return this != ORDINARY;
  }
}
