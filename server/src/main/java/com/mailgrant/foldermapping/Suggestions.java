package com.mailgrant.foldermapping;

import com.mailgrant.foldermapping.FolderHint.Source;
import com.mailgrant.mail.Folder;
import com.mailgrant.provider.FolderRole;
import com.mailgrant.provider.MailProvider;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

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

  /** At the beginning of a word: neither "Absent" nor "Presentations" is a Sent folder. */
  private static final List<Map.Entry<Pattern, FolderRole>> SOUNDS =
      List.of(
          wordThatBegins("sent", FolderRole.SENT),
          wordThatBegins("draft", FolderRole.DRAFT),
          wordThatBegins("trash", FolderRole.DELETED),
          wordThatBegins("deleted", FolderRole.DELETED),
          wordThatBegins("archiv", FolderRole.ARCHIVE),
          wordThatBegins("junk", FolderRole.JUNK),
          wordThatBegins("spam", FolderRole.JUNK));

  private static final Comparator<MailFolder> BEST_FIRST =
      Comparator.comparing(Suggestions::source).thenComparingInt(MailFolder::depth);

  private Suggestions() {}

  private static Source source(MailFolder folder) {
    var hint = folder.hint();
    return hint == null ? Source.GUESS : hint.source();
  }

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
    if (names.containsKey(whole) || (atTheTop(folder) && names.containsKey(leaf))) {
      return Optional.of(
          new FolderHint(
              names.getOrDefault(whole, names.getOrDefault(leaf, FolderRole.INBOX)), Source.NAME));
    }
    return SOUNDS.stream()
        .filter(sound -> sound.getKey().matcher(leaf).find())
        .findFirst()
        .map(sound -> new FolderHint(sound.getValue(), Source.GUESS));
  }

  /** Some servers keep every folder below INBOX. */
  private static boolean atTheTop(Folder folder) {
    var path = folder.path();
    return path.size() == 1 || (path.size() == 2 && path.getFirst().equalsIgnoreCase("inbox"));
  }

  private static Map.Entry<Pattern, FolderRole> wordThatBegins(String sound, FolderRole role) {
    return Map.entry(Pattern.compile("(?<!\\p{L})" + sound), role);
  }

  /**
   * The best folder for each role; of several with the same reason the one that lies highest, and
   * of these the first in the server's order.
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
    return BEST_FIRST.compare(other, one) < 0 ? other : one;
  }
}
