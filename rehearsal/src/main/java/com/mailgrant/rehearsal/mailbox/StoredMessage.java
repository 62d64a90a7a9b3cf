package com.mailgrant.rehearsal.mailbox;

import com.mailgrant.rehearsal.mime.Message;
import java.time.Instant;
import java.util.Set;

/**
 * A message in a folder, at one moment.
 *
 * @param uid rising within the folder, never used twice
 * @param received INTERNALDATE
 * @param flags at that moment
 * @param change number of the folder's change that last touched it
 * @param message the octets
 */
public record StoredMessage(
    long uid, Instant received, Set<Flag> flags, long change, Message message) {
  public StoredMessage {
    flags = Set.copyOf(flags);
  }
}
