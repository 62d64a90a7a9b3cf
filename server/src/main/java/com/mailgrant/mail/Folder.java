package com.mailgrant.mail;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One line of LIST.
 *
 * @param delimiter between levels, empty in a flat mailbox
 * @param attributes with backslash, in the server's spelling: {@code \Sent}, {@code \Noselect}
 */
public record Folder(FolderName name, String delimiter, Set<String> attributes) {
  /** Keeps the attributes. */
  public Folder {
    attributes = Set.copyOf(attributes);
  }

  /** For people, the whole path. */
  public String decodedName() {
    return name.decoded();
  }

  /** What finds the folder again. */
  public String rawName() {
    return name.raw();
  }

  /** For people, level by level; one at least. */
  public List<String> path() {
    if (delimiter.isEmpty()) {
      return List.of(name.decoded());
    }
    var path =
        Arrays.stream(name.raw().split(Pattern.quote(delimiter), -1))
            .filter(part -> !part.isEmpty())
            .map(part -> new FolderName(part).decoded())
            .toList();
    return path.isEmpty() ? List.of(name.decoded()) : path;
  }

  /** Whether messages can be in it. */
  public boolean selectable() {
    return !has("\\Noselect") && !has("\\NonExistent");
  }

  /** Whether LIST gave this attribute, in whatever case (RFC 6154 for roles). */
  public boolean has(String attribute) {
    return attributes.stream().anyMatch(attribute::equalsIgnoreCase);
  }
}
