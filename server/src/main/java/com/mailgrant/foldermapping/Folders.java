package com.mailgrant.foldermapping;

import com.mailgrant.account.MailAccount;
import com.mailgrant.mail.Folder;
import com.mailgrant.mail.FolderName;
import com.mailgrant.mail.MailFailure;
import com.mailgrant.mail.MailFailureException;
import com.mailgrant.mail.Stage;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.provider.FolderRole;
import com.mailgrant.provider.MailProvider;
import com.mailgrant.provider.MailProviders;
import com.mailgrant.session.MailSessions;
import com.mailgrant.session.NoSession;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The real folders of a mailbox, read from its server each time. */
@Component
public class Folders {
  private static final Logger LOG = LoggerFactory.getLogger(Folders.class);

  private static final int LONGEST_NAME = 200;

  private final MailSessions sessions;
  private final MailProviders providers;

  Folders(MailSessions sessions, MailProviders providers) {
    this.sessions = sessions;
    this.providers = providers;
  }

  /** Those that can hold mail, as a tree in reading order; Inbox first. */
  public List<MailFolder> of(MailAccount account) throws NoSession {
    try (var session = sessions.imap(account)) {
      return withMail(account, session.list());
    } catch (MailFailureException e) {
      throw sessions.explained(account, e.failure());
    }
  }

  /** Those of a listing that can hold mail, in the same order. */
  public List<MailFolder> withMail(MailAccount account, List<Folder> listed) {
    var provider = providers.of(account.type());
    return listed.stream()
        .filter(Folder::selectable)
        .filter(folder -> !holdsNoMail(folder, provider))
        .map(folder -> folder(folder, provider))
        .sorted(
            Comparator.comparing((MailFolder folder) -> !folder.raw().isInbox())
                .thenComparing(folder -> folder.name().toLowerCase(Locale.ROOT)))
        .toList();
  }

  /** The one that most probably plays this role. */
  public Optional<FolderName> suggested(MailAccount account, FolderRole role) throws NoSession {
    return Optional.ofNullable(Suggestions.in(of(account)).get(role)).map(MailFolder::raw);
  }

  /**
   * The same; in a mailbox that has none it is made as mail programs make it, behind the prefix of
   * one's own folders (RFC 2342).
   *
   * @return empty where the provider brings such folders, so that it must be there under a name
   *     that nobody knows
   */
  public Optional<FolderName> suggestedOrMade(MailAccount account, FolderRole role)
      throws NoSession {
    var known = suggested(account, role);
    if (known.isPresent() || providers.of(account.type()).bringsFolders()) {
      return known;
    }
    try (var session = sessions.imap(account)) {
      var personal = session.namespace().personal();
      var prefix = personal.isEmpty() ? "" : personal.getFirst().prefix();
      var made = new FolderName(prefix + usualName(role));
      session.create(made);
      LOG.info("Made the folder {} for account {}.", made.decoded(), account.id());
      return Optional.of(made);
    } catch (MailFailureException e) {
      throw sessions.explained(account, e.failure());
    }
  }

  /**
   * Makes a folder and subscribes to it.
   *
   * @param name as people read it, with its parents
   * @return how the server lists it
   * @throws InvalidInput when no server could take the name, this one does not, or the folder
   *     exists
   */
  MailFolder create(MailAccount account, String name) throws NoSession {
    var wanted = name.strip();
    if (wanted.isEmpty()
        || wanted.length() > LONGEST_NAME
        || wanted.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidInput("name", "wrong.folder.name", LONGEST_NAME);
    }
    var folder = FolderName.of(wanted);
    try (var session = sessions.imap(account)) {
      if (folder.isInbox()
          || session.list().stream().anyMatch(known -> known.name().equals(folder))) {
        throw new InvalidInput("name", "wrong.folder.there", wanted);
      }
      session.create(folder);
      return withMail(account, session.list()).stream()
          .filter(listed -> listed.raw().equals(folder))
          .findFirst()
          .orElseGet(() -> new MailFolder(folder, wanted, "", 0, wanted, null));
    } catch (MailFailureException e) {
      if (e.failure() instanceof MailFailure.Rejected rejected
          && rejected.stage() == Stage.IMAP_CREATE) {
        throw new InvalidInput(
            "name", "wrong.folder.refused", wanted, String.valueOf(rejected.reply()));
      }
      throw sessions.explained(account, e.failure());
    }
  }

  private static String usualName(FolderRole role) {
    return switch (role) {
      case INBOX -> "INBOX";
      case SENT -> "Sent";
      case DRAFT -> "Drafts";
      case DELETED -> "Trash";
      case ARCHIVE -> "Archive";
      case JUNK -> "Junk";
    };
  }

  private static boolean holdsNoMail(Folder folder, MailProvider provider) {
    return provider
        .foldersWithoutMail()
        .contains(folder.path().getFirst().toLowerCase(Locale.ROOT));
  }

  private static MailFolder folder(Folder folder, MailProvider provider) {
    var path = folder.path();
    return new MailFolder(
        folder.name(),
        folder.decodedName(),
        folder.delimiter(),
        path.size() - 1,
        path.getLast(),
        Suggestions.hint(folder, provider).orElse(null));
  }
}
