package com.mailgrant.rehearsal.mailbox;

import com.mailgrant.rehearsal.mime.Message;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

/** The folders of one address. Thread-safe. */
public final class Mailbox {
  private static final String INBOX = "INBOX";
  private static final int LONGEST_NAME = 250;
  private static final int MOST_FOLDERS = 2_000;

  private final String address;
  private final MailboxRoom room;
  private final Map<String, Folder> folders = new LinkedHashMap<>();

  /**
   * @param uidValidity of the first folder; the others follow
   * @param mostOctets how much mail there is room for
   */
  Mailbox(String address, long uidValidity, long mostOctets) {
    this.address = address;
    this.room = new MailboxRoom(uidValidity, mostOctets);
    add(INBOX, Role.INBOX);
  }

  /** How a change of the folder tree ended. */
  public enum Outcome {
    DONE,
    /** A folder of that name is there already. */
    EXISTS,
    /** There is no folder of that name. */
    MISSING,
    /** The name cannot be used, or the folder is one of the service's own. */
    REFUSED
  }

  /** Primary address, lower case. */
  public String address() {
    return address;
  }

  /** All folders, the service's own first. */
  public List<Folder> folders() {
    return guarded(() -> List.copyOf(folders.values()));
  }

  /** By path; {@code INBOX} in any case (RFC 3501 5.1). */
  public Optional<Folder> find(String name) {
    return guarded(() -> Optional.ofNullable(folders.get(canonical(name))));
  }

  /** Where new mail arrives. */
  public Folder inbox() {
    return withRole(Role.INBOX).orElseThrow();
  }

  /** The folder with this role, whatever it is called. */
  public Optional<Folder> withRole(Role role) {
    return folders().stream().filter(folder -> folder.role() == role).findFirst();
  }

  /** Puts a message that arrived into the inbox; empty if the mailbox is full. */
  public OptionalLong deliver(Message message, Instant received) {
    return file(inbox(), message, Set.of(), received);
  }

  /** Files a message that was sent; empty if the mailbox is full. */
  public OptionalLong fileSent(Message message, Instant received) {
    return file(withRole(Role.SENT).orElseThrow(), message, Set.of(Flag.SEEN), received);
  }

  /** Makes a folder, and those above it. */
  public Outcome create(String name) {
    return guarded(() -> {
      if (!isUsable(name) || folders.size() + name.split("/", -1).length > MOST_FOLDERS) {
        return Outcome.REFUSED;
      }
      var present = folders.get(canonical(name));
      if (present != null) {
        return Outcome.EXISTS;
      }
      addParents(name);
      add(canonical(name), Role.ORDINARY);
      return Outcome.DONE;
    });
  }

  /** RFC 3501 6.3.4: what has folders below stays as a mere node. */
  public Outcome delete(String name) {
    return guarded(() -> {
      var path = canonical(name);
      var folder = folders.get(path);
      if (folder == null) {
        return Outcome.MISSING;
      }
      boolean parent = hasChildren(path);
      if (folder.role().isBuiltIn() || (parent && !folder.isSelectable())) {
        return Outcome.REFUSED;
      }
      folder.hollow();
      if (!parent) {
        folders.remove(path);
      }
      return Outcome.DONE;
    });
  }

  /** Renames a folder and with it the paths of those below. The inbox keeps its name. */
  public Outcome rename(String from, String to) {
    return guarded(() -> {
      var path = canonical(from);
      if (!folders.containsKey(path)) {
        return Outcome.MISSING;
      }
      if (folders.containsKey(canonical(to))) {
        return Outcome.EXISTS;
      }
      if (path.equals(INBOX) || !isUsable(to) || to.startsWith(path + "/")) {
        return Outcome.REFUSED;
      }
      var all = List.copyOf(folders.values());
      folders.clear();
      for (var folder : all) {
        var name = folder.name();
        if (name.equals(path) || name.startsWith(path + "/")) {
          folder.rename(canonical(to + name.substring(path.length())));
        }
        folders.put(folder.name(), folder);
      }
      addParents(to);
      return Outcome.DONE;
    });
  }

  /** Whether there are folders below. */
  public boolean hasChildren(String name) {
    var below = canonical(name) + "/";
    return guarded(() -> folders.keySet().stream().anyMatch(path -> path.startsWith(below)));
  }

  Folder add(String name, Role role) {
    var folder = new Folder(room, name, role);
    folders.put(name, folder);
    return folder;
  }

  private void addParents(String name) {
    for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
      var above = canonical(name.substring(0, slash));
      if (!folders.containsKey(above)) {
        add(above, Role.ORDINARY);
      }
    }
  }

  /** Gmail shows whatever is filed anywhere in "All Mail", too. */
  private OptionalLong file(Folder folder, Message message, Set<Flag> flags, Instant received) {
    var uid = folder.append(message, flags, received);
    if (uid.isPresent()) {
      withRole(Role.ALL).ifPresent(all -> all.append(message, flags, received));
    }
    return uid;
  }

  private static String canonical(String name) {
    boolean inbox = name.equalsIgnoreCase(INBOX);
    boolean below = name.toUpperCase(Locale.ROOT).startsWith(INBOX + "/");
    return inbox || below ? INBOX + name.substring(INBOX.length()) : name;
  }

  private static boolean isUsable(String name) {
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      return false;
    }
    for (var level : name.split("/", -1)) {
      if (level.isBlank() || level.chars().anyMatch(Character::isISOControl)) {
        return false;
      }
    }
    // The wildcards of LIST would make a folder that nobody can ask for.
    return name.indexOf('*') < 0 && name.indexOf('%') < 0;
  }

  private <T> T guarded(Supplier<T> step) {
    room.lock.lock();
    try {
      return step.get();
    } finally {
      room.lock.unlock();
    }
  }
}
