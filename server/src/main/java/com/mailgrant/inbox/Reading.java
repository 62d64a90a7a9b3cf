package com.mailgrant.inbox;

import com.mailgrant.account.MailAccount;
import com.mailgrant.foldermapping.FolderMappings;
import com.mailgrant.mail.FolderName;
import com.mailgrant.mail.ImapSession;
import com.mailgrant.mail.MailFailureException;
import com.mailgrant.mail.SearchCriteria;
import com.mailgrant.mail.SourceFetched;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.Missing;
import com.mailgrant.provider.FolderRole;
import com.mailgrant.session.MailSessions;
import com.mailgrant.session.NoSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Lists, searches and fetches. Nothing is marked as read. */
@Service
public class Reading {
  static final long LARGEST_MESSAGE = 40L * 1024 * 1024;

  /** Message-IDs that are looked up for a thread, each in every mapped folder. */
  private static final int MOST_IDS = 12;

  private static final int MOST_IN_THREAD = 100;

  private static final String SEARCHED_HERE =
      "The server searches for ASCII only. Its matches were looked through here, at most "
          + FolderScan.MOST_LOOKED_AT
          + " a page and the first 256 kB of each; go on with next.";

  private final MailSessions sessions;
  private final FolderMappings mappings;

  Reading(MailSessions sessions, FolderMappings mappings) {
    this.sessions = sessions;
    this.mappings = mappings;
  }

  /**
   * @param next cursor of the next page; left out on the last one
   * @param search how the server searched; left out where it found exactly what was asked for
   * @param absent mapped folders that the mailbox does not have any more; left out without any
   */
  record Page(
      List<ListedMessage> items,
      @Nullable String next,
      @Nullable SearchNote search,
      @Nullable List<String> absent) {}

  /**
   * The server takes ASCII only; its matches were looked at here.
   *
   * @param filteredHere always true
   * @param note for a person
   */
  record SearchNote(boolean filteredHere, String note) {}

  /** The newest messages first, of one folder or of several. */
  Page list(MailAccount account, MessageQuery query) throws NoSession {
    var cursor = MessageCursor.parse(query.cursor());
    var folders = folders(account, query);
    return in(
        account,
        session -> {
          var scans = new ArrayList<FolderScan>();
          var absent = new ArrayList<String>();
          int lookAt = Math.max(1, FolderScan.MOST_LOOKED_AT / folders.size());
          for (var folder : folders) {
            var scan = new FolderScan(session, folder, query);
            try {
              scan.read(cursor, lookAt);
              scans.add(scan);
            } catch (MailFailureException e) {
              if (!AbsentFolder.explains(e.failure(), session, folder)) {
                throw e;
              }
              if (folders.size() == 1) {
                throw new InvalidInput("folder", "wrong.inbox.no-folder", folder.decoded());
              }
              // A mapping may be older than the mailbox; the other folders are worth showing.
              absent.add(folder.decoded());
            }
          }
          return merged(scans, query, absent);
        });
  }

  private static Page merged(List<FolderScan> scans, MessageQuery query, List<String> absent) {
    var all = new ArrayList<ListedMessage>();
    scans.forEach(scan -> all.addAll(scan.found()));
    // Within a folder the order is that of the UIDs, so that a cursor can say where to go on.
    var items = new ArrayList<ListedMessage>();
    var queues = new ArrayList<ArrayDeque<ListedMessage>>();
    scans.forEach(scan -> queues.add(new ArrayDeque<>(scan.found())));
    while (items.size() < query.limit()) {
      var newest =
          queues.stream()
              .filter(queue -> !queue.isEmpty())
              .max(Comparator.comparing(queue -> queue.getFirst().age()));
      if (newest.isEmpty()) {
        break;
      }
      items.add(newest.get().removeFirst());
    }
    var places = new LinkedHashMap<FolderName, MessageCursor.Place>();
    boolean more = false;
    for (int i = 0; i < scans.size(); i++) {
      var scan = scans.get(i);
      var waiting = queues.get(i).peekFirst();
      long below = waiting == null ? scan.next() : waiting.ref().uid() + 1;
      more |= below > 1;
      places.put(scan.folder(), new MessageCursor.Place(scan.uidValidity(), below));
    }
    boolean filtered = scans.stream().anyMatch(FolderScan::filteredHere);
    return new Page(
        items,
        more ? new MessageCursor(places).toString() : null,
        filtered ? new SearchNote(true, SEARCHED_HERE) : null,
        absent.isEmpty() ? null : absent);
  }

  /**
   * Messages that answer one another, oldest first: by Message-ID, References and In-Reply-To, over
   * the mapped folders.
   */
  Page thread(MailAccount account, String id) throws NoSession {
    var ref = ref(id);
    var folders = new LinkedHashSet<FolderName>(mapped(account));
    folders.add(ref.folder());
    return in(
        account,
        session -> {
          AbsentFolder.open(session, ref, session::examine);
          var first =
              MessageHeaders.of(session, ref.folder(), ref.uidValidity(), List.of(ref.uid()));
          if (first.isEmpty()) {
            throw new Missing("wrong.missing.message");
          }
          var found = new LinkedHashMap<MessageRef, ListedMessage>();
          var wanted = new ArrayDeque<String>();
          var asked = new HashSet<String>();
          take(first, found, wanted);
          while (!wanted.isEmpty() && asked.size() < MOST_IDS && found.size() < MOST_IN_THREAD) {
            var messageId = wanted.removeFirst();
            if (asked.add(messageId)) {
              for (var folder : folders) {
                take(related(session, folder, messageId), found, wanted);
              }
            }
          }
          return new Page(
              found.values().stream()
                  .sorted(Comparator.comparing(ListedMessage::age))
                  .limit(MOST_IN_THREAD)
                  .toList(),
              null,
              null,
              null);
        });
  }

  private static void take(
      List<ListedMessage> messages,
      Map<MessageRef, ListedMessage> found,
      ArrayDeque<String> wanted) {
    for (var message : messages) {
      if (found.putIfAbsent(message.ref(), message) == null) {
        // The root finds most of a thread at once.
        message.references().stream().limit(1).forEach(wanted::addFirst);
        message.references().stream().skip(1).forEach(wanted::addLast);
        var own = message.messageId();
        if (own != null && Headers.isId(own)) {
          wanted.addLast(own);
        }
      }
    }
  }

  private static List<ListedMessage> related(
      ImapSession session, FolderName folder, String messageId) throws MailFailureException {
    long uidValidity;
    try {
      uidValidity = session.examine(folder).uidValidity();
    } catch (MailFailureException e) {
      if (AbsentFolder.explains(e.failure(), session, folder)) {
        return List.of();
      }
      throw e;
    }
    var uids = new LinkedHashSet<Long>();
    for (var field : List.of("Message-ID", "References", "In-Reply-To")) {
      session.search(SearchCriteria.all().header(field, messageId)).uids().stream()
          .limit(MOST_IN_THREAD)
          .forEach(uids::add);
    }
    return MessageHeaders.of(session, folder, uidValidity, List.copyOf(uids));
  }

  /** One message with all that it holds. */
  ReadMessage read(MailAccount account, String id) throws NoSession {
    try (var source = fetch(account, id)) {
      return MimeReader.read(ref(id).toString(), source);
    }
  }

  /**
   * The message as it lies on the server. The caller closes it.
   *
   * @throws Missing when it is gone, or its folder was made anew
   */
  MessageSource fetch(MailAccount account, String id) throws NoSession {
    var ref = ref(id);
    return in(
        account,
        session -> {
          AbsentFolder.open(session, ref, session::examine);
          var source =
              MessageSource.fetched(out -> session.fetchSource(ref.uid(), LARGEST_MESSAGE, out));
          if (source.outcome() == SourceFetched.GONE || source.octets() == 0) {
            source.close();
            throw new Missing("wrong.missing.message");
          }
          return source;
        });
  }

  /**
   * The message as it lies on the server, in memory.
   *
   * @throws Missing when it is gone, or its folder was made anew
   */
  public byte[] source(MailAccount account, String id) throws NoSession {
    try (var source = fetch(account, id)) {
      return source.stream().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static MessageRef ref(String id) {
    return MessageRef.parse(id).orElseThrow(() -> new Missing("wrong.missing.message"));
  }

  /** A role names the mapped folder, unless the mailbox has a folder of just this name. */
  FolderName folder(MailAccount account, String name) {
    return FolderRole.named(name)
        .flatMap(role -> mappings.folder(account.id(), role))
        .orElseGet(() -> FolderName.of(name));
  }

  private List<FolderName> folders(MailAccount account, MessageQuery query) {
    var name = query.folder();
    if (name != null) {
      return name.equals("all") ? mapped(account) : List.of(folder(account, name));
    }
    return query.correspondent() == null
        ? List.of(mappings.folder(account.id(), FolderRole.INBOX).orElse(FolderName.INBOX))
        : mapped(account);
  }

  /** All mapped folders, with the Inbox in any case; what was thrown away is no history. */
  private List<FolderName> mapped(MailAccount account) {
    var mapping = mappings.of(account.id());
    Set<FolderName> folders = new LinkedHashSet<>();
    folders.add(mapping.getOrDefault(FolderRole.INBOX, FolderName.INBOX));
    mapping.forEach((role, folder) -> {
      if (role != FolderRole.DRAFT && role != FolderRole.JUNK) {
        folders.add(folder);
      }
    });
    return List.copyOf(folders);
  }

  private <T> T in(MailAccount account, Work<T> work) throws NoSession {
    try (var session = sessions.imap(account)) {
      return work.with(session);
    } catch (MailFailureException e) {
      throw sessions.explained(account, e.failure());
    }
  }

  @FunctionalInterface
  private interface Work<T> {
    T with(ImapSession session) throws MailFailureException;
  }
}
