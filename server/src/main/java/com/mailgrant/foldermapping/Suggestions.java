package com.mailgrant.foldermapping;

import com.mailgrant.foldermapping.FolderHint.Source;
import com.mailgrant.mail.Folder;
import com.mailgrant.provider.FolderRole;
import com.mailgrant.provider.MailProvider;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Guesses roles: first by the server's attributes, then by the provider's names, then by the sound
 * of the name.
 */
final class Suggestions {
  /** In this order, so that a folder with two of them is judged alike everywhere. */
  private static final List<Map.Entry<String, FolderRole>> ATTRIBUTES =
      List.of(
          Map.entry("\\Sent", FolderRole.SENT),
          Map.entry("\\Drafts", FolderRole.DRAFT),
          Map.entry("\\Trash", FolderRole.DELETED),
          Map.entry("\\Archive", FolderRole.ARCHIVE),
          Map.entry("\\Junk", FolderRole.JUNK));

  private static final List<Map.Entry<String, FolderRole>> SOUNDS =
      List.of(
          Map.entry("sent", FolderRole.SENT),
          Map.entry("draft", FolderRole.DRAFT),
          Map.entry("trash", FolderRole.DELETED),
          Map.entry("deleted", FolderRole.DELETED),
          Map.entry("archiv", FolderRole.ARCHIVE),
          Map.entry("junk", FolderRole.JUNK),
          Map.entry("spam", FolderRole.JUNK));

  private Suggestions() {}

  static Optional<FolderHint> hint(Folder folder, MailProvider provider) {
    if (folder.name().isInbox()) {
      return Optional.of(new FolderHint(FolderRole.INBOX, Source.ATTRIBUTE));
    }
    for (var attribute : ATTRIBUTES) {
      if (folder.has(attribute.getKey())) {
        return Optional.of(new FolderHint(attribute.getValue(), Source.ATTRIBUTE));
      }
    }
    var whole = folder.decodedName().toLowerCase(Locale.ROOT);
    var leaf = folder.path().getLast().toLowerCase(Locale.ROOT);
    var names = provider.folderNames();
    if (names.containsKey(whole) || (folder.path().size() == 1 && names.containsKey(leaf))) {
      return Optional.of(
          new FolderHint(
              names.getOrDefault(whole, names.getOrDefault(leaf, FolderRole.INBOX)), Source.NAME));
    }
    return SOUNDS.stream()
        .filter(sound -> leaf.contains(sound.getKey()))
        .findFirst()
        .map(sound -> new FolderHint(sound.getValue(), Source.GUESS));
  }

  /**
   * The best folder for each role; of several with the same reason the first in the server's order.
   */
  static Map<FolderRole, MailFolder> in(List<MailFolder> folders) {
    var best = new EnumMap<FolderRole, MailFolder>(FolderRole.class);
    for (var folder : folders) {
      var hint = folder.hint();
      if (hint != null) {
        best.merge(hint.role(), folder, Suggestions::better);
      }
    }
    return best;
  }

  private static MailFolder better(MailFolder one, MailFolder other) {
    var first = one.hint();
    var second = other.hint();
    return first != null && second != null && second.source().compareTo(first.source()) < 0
        ? other
        : one;
  }
}
