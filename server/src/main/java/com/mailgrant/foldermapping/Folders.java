package com.mailgrant.foldermapping;

import com.mailgrant.account.MailAccount;
import com.mailgrant.mail.Folder;
import com.mailgrant.mail.FolderName;
import com.mailgrant.mail.MailFailureException;
import com.mailgrant.provider.MailProvider;
import com.mailgrant.provider.MailProviders;
import com.mailgrant.session.MailSessions;
import com.mailgrant.session.NoSession;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** The real folders of a mailbox, read from its server each time. */
@Component
public class Folders {
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

  /** Makes a folder and subscribes to it. */
  void create(MailAccount account, String name) throws NoSession {
    try (var session = sessions.imap(account)) {
      session.create(FolderName.of(name));
    } catch (MailFailureException e) {
      throw sessions.explained(account, e.failure());
    }
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
