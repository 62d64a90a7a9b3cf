package com.mailgrant.rehearsal.mailbox;

import com.mailgrant.rehearsal.mime.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Supplier;

/** A folder of a mailbox. Thread-safe. */
public final class Folder {
  private final MailboxRoom room;
  private final Role role;
  private final long uidValidity;
  private final TreeMap<Long, StoredMessage> messages = new TreeMap<>();
  private final Set<Runnable> watchers = new CopyOnWriteArraySet<>();
  private String name;
  private boolean selectable = true;
  private boolean subscribed = true;
  private long uidNext = 1;
  private long recentFrom = 1;
  private long change;

  Folder(MailboxRoom room, String name, Role role) {
    this.room = room;
    this.name = name;
    this.role = role;
    this.uidValidity = room.nextUidValidity();
  }

  /** Where a copied message came from and went to. */
  public record Copied(long from, long to) {}

  /** Whole path with {@code /} between the levels, decoded. */
  public String name() {
    return read(() -> name);
  }

  /** What it is for. */
  public Role role() {
    return role;
  }

  /** False for a mere node of the tree. */
  public boolean isSelectable() {
    return read(() -> selectable);
  }

  /** As LSUB sees it. */
  public boolean isSubscribed() {
    return read(() -> subscribed);
  }

  /** SUBSCRIBE and UNSUBSCRIBE. */
  public void subscribe(boolean wanted) {
    read(() -> subscribed = wanted);
  }

  /** Everything in it now. */
  public FolderState state() {
    return read(
        () -> new FolderState(uidValidity, uidNext, change, new ArrayList<>(messages.values())));
  }

  /** Number of the last change, to see cheaply whether there is something new. */
  public long change() {
    return read(() -> change);
  }

  /** One message, if it is still there. */
  public Optional<StoredMessage> message(long uid) {
    return read(() -> Optional.ofNullable(messages.get(uid)));
  }

  /**
   * Makes the caller the one session that gets to see \Recent on what came since the last call.
   *
   * @return UID from which on messages are recent for the caller
   */
  public long claimRecent() {
    return read(() -> {
      long from = recentFrom;
      recentFrom = uidNext;
      return from;
    });
  }

  /** UID from which on nobody has claimed messages. */
  public long unclaimedFrom() {
    return read(() -> recentFrom);
  }

  /** Adds a message; empty if the mailbox is full. */
  public OptionalLong append(Message message, Set<Flag> flags, Instant received) {
    return changed(() -> add(message, flags, received));
  }

  /** Changes flags and hands back the messages that are still there as they are now. */
  public List<StoredMessage> store(Collection<Long> uids, FlagChange how, Set<Flag> flags) {
    return changed(() -> {
      var now = new ArrayList<StoredMessage>();
      for (long uid : uids) {
        var old = messages.get(uid);
        if (old != null) {
          var next = how.applied(old.flags(), flags);
          if (!next.equals(old.flags())) {
            old = new StoredMessage(uid, old.received(), next, change, old.message());
            messages.put(uid, old);
          }
          now.add(old);
        }
      }
      return now;
    });
  }

  /** Copies within the mailbox: all or, if it is full, nothing. */
  public Optional<List<Copied>> copy(Collection<Long> uids, Folder target) {
    return target.changed(() -> {
      var sources = uids.stream().map(messages::get).filter(Objects::nonNull).toList();
      long octets = sources.stream().mapToLong(source -> source.message().size()).sum();
      if (!room.hasSpaceFor(sources.size(), octets)) {
        return Optional.empty();
      }
      var copied = new ArrayList<Copied>();
      for (var source : sources) {
        long uid = target.add(source.message(), source.flags(), source.received()).orElseThrow();
        copied.add(new Copied(source.uid(), uid));
      }
      return Optional.of(List.copyOf(copied));
    });
  }

  /** The same, and takes the messages away here. */
  public Optional<List<Copied>> move(Collection<Long> uids, Folder target) {
    return changed(() -> {
      var copied = copy(uids, target);
      copied.ifPresent(pairs -> remove(pairs.stream().map(Copied::from).toList()));
      return copied;
    });
  }

  /** Removes messages for good and says which were there. */
  public List<Long> remove(Collection<Long> uids) {
    return changed(() -> {
      var gone = new ArrayList<Long>();
      for (long uid : uids) {
        var old = messages.remove(uid);
        if (old != null) {
          room.freed(old.message().size());
          gone.add(uid);
        }
      }
      return gone;
    });
  }

  /** Has {@code watcher} called after each change, by whichever thread made it. */
  public void watch(Runnable watcher) {
    watchers.add(watcher);
  }

  /** Ends {@link #watch}. */
  public void unwatch(Runnable watcher) {
    watchers.remove(watcher);
  }

  void rename(String next) {
    name = next;
  }

  /** Takes away the messages and leaves a node of the tree. */
  void hollow() {
    remove(new ArrayList<>(messages.keySet()));
    selectable = false;
  }

  private OptionalLong add(Message message, Set<Flag> flags, Instant received) {
    if (!room.take(message.size())) {
      return OptionalLong.empty();
    }
    long uid = uidNext++;
    messages.put(uid, new StoredMessage(uid, received, flags, change, message));
    return OptionalLong.of(uid);
  }

  private <T> T changed(Supplier<T> step) {
    T result =
        read(() -> {
          change++;
          return step.get();
        });
    watchers.forEach(Runnable::run);
    return result;
  }

  private <T> T read(Supplier<T> step) {
    room.lock.lock();
    try {
      return step.get();
    } finally {
      room.lock.unlock();
    }
  }
}
