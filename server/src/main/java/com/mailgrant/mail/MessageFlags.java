package com.mailgrant.mail;

import java.util.OptionalLong;
import java.util.Set;

/**
 * The flags of one message.
 *
 * @param modSeq absent without CONDSTORE
 */
public record MessageFlags(long uid, Set<String> flags, OptionalLong modSeq) {
  /** Keeps the flags. */
  public MessageFlags {
    flags = Set.copyOf(flags);
  }
}
