package com.mailgrant.rehearsal.mailbox;

import java.util.List;

/**
 * A folder at one moment.
 *
 * @param uidValidity differs from that of every earlier folder of the same name
 * @param uidNext what the next message will get
 * @param change number of the last change
 * @param messages by rising UID
 */
public record FolderState(
    long uidValidity, long uidNext, long change, List<StoredMessage> messages) {
  public FolderState {
    messages = List.copyOf(messages);
  }

  /** How many are not seen. */
  public long unseen() {
    return messages.stream().filter(message -> !message.flags().contains(Flag.SEEN)).count();
  }
}
