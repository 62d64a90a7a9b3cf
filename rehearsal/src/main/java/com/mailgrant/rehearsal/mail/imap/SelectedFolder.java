package com.mailgrant.rehearsal.mail.imap;

import com.mailgrant.rehearsal.mail.Wire;
import com.mailgrant.rehearsal.mailbox.Flag;
import com.mailgrant.rehearsal.mailbox.Folder;
import com.mailgrant.rehearsal.mailbox.FolderState;
import com.mailgrant.rehearsal.mailbox.StoredMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The open folder as its client knows it: message numbers stay as they are until the client has
 * been told otherwise (RFC 3501 7.4.1). Guarded by the session's turn.
 */
final class SelectedFolder {
  private final Folder folder;
  private final boolean readOnly;

  /** UIDs by message number, from 0. */
  private final List<Long> uids = new ArrayList<>();

  /** The change of each message that the client knows of. */
  private final Map<Long, Long> known = new HashMap<>();

  private final Set<Long> recent = new HashSet<>();
  private long change;

  SelectedFolder(Folder folder, boolean readOnly, FolderState state) {
    this.folder = folder;
    this.readOnly = readOnly;
    this.change = state.change();
    noteRecent(state);
    state.messages().forEach(this::learn);
  }

  Folder folder() {
    return folder;
  }

  boolean isReadOnly() {
    return readOnly;
  }

  int size() {
    return uids.size();
  }

  long recentCount() {
    return uids.stream().filter(recent::contains).count();
  }

  boolean isRecent(long uid) {
    return recent.contains(uid);
  }

  /** Message number, from 1, of a UID that the client knows. */
  int number(long uid) {
    return Collections.binarySearch(uids, uid) + 1;
  }

  /** UIDs of the messages that the set names. */
  List<Long> resolve(SequenceSet set, boolean byUid) throws BadCommandException {
    if (byUid) {
      long last = uids.isEmpty() ? 0 : uids.getLast();
      return uids.stream().filter(uid -> set.contains(uid, last)).toList();
    }
    if (set.exceeds(uids.size())) {
      throw new BadCommandException("there are only " + uids.size() + " messages");
    }
    var found = new ArrayList<Long>();
    for (int i = 0; i < uids.size(); i++) {
      if (set.contains(i + 1L, uids.size())) {
        found.add(uids.get(i));
      }
    }
    return found;
  }

  List<Long> all() {
    return List.copyOf(uids);
  }

  /** The client has just been told the flags as they are after that change. */
  void flagsTold(StoredMessage message) {
    known.put(message.uid(), message.change());
  }

  /** {@code FLAGS (...)}. */
  String flags(StoredMessage message) {
    var words = message.flags().stream().sorted().map(Flag::word);
    var all = isRecent(message.uid()) ? Stream.concat(words, Stream.of("\\Recent")) : words;
    return "FLAGS (" + all.collect(Collectors.joining(" ")) + ")";
  }

  /** Tells what has happened since the client was told last. */
  void tellNews(Wire wire, boolean expunged) throws IOException {
    if (folder.change() == change) {
      return;
    }
    var state = folder.state();
    if (expunged) {
      tellExpunged(state, wire);
      // What must wait for a better moment makes this state count as not seen.
      change = state.change();
    }
    int before = uids.size();
    noteRecent(state);
    long last = uids.isEmpty() ? 0 : uids.getLast();
    for (var message : state.messages()) {
      if (message.uid() > last) {
        learn(message);
      } else if (changed(message)) {
        known.put(message.uid(), message.change());
        wire.say("* " + number(message.uid()) + " FETCH (" + flags(message) + ")");
      }
    }
    if (uids.size() > before) {
      wire.say("* " + uids.size() + " EXISTS").say("* " + recentCount() + " RECENT");
    }
  }

  private void tellExpunged(FolderState state, Wire wire) throws IOException {
    var there = state.messages().stream().map(StoredMessage::uid).collect(Collectors.toSet());
    // From the end, so that the numbers of those still to be told stay right.
    for (int i = uids.size() - 1; i >= 0; i--) {
      long uid = uids.get(i);
      if (!there.contains(uid)) {
        uids.remove(i);
        known.remove(uid);
        wire.say("* " + (i + 1) + " EXPUNGE");
      }
    }
  }

  private boolean changed(StoredMessage message) {
    return known.getOrDefault(message.uid(), 0L) < message.change();
  }

  private void learn(StoredMessage message) {
    uids.add(message.uid());
    known.put(message.uid(), message.change());
  }

  private void noteRecent(FolderState state) {
    long from = readOnly ? folder.unclaimedFrom() : folder.claimRecent();
    state.messages().stream()
        .map(StoredMessage::uid)
        .filter(uid -> uid >= from)
        .forEach(recent::add);
  }
}
