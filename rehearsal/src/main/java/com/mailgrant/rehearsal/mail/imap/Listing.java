package com.mailgrant.rehearsal.mail.imap;

import com.mailgrant.rehearsal.mailbox.Folder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** LIST and LSUB (RFC 3501 6.3.8, 6.3.9; RFC 3348; RFC 6154). */
final class Listing {
  private static final String DELIMITER = " \"/\" ";

  private Listing() {}

  static Answer list(ImapSession session, Command command) throws IOException, BadCommandException {
    var arguments = command.arguments();
    boolean attributes = session.manner.showsAttributes(session.account());
    boolean specialOnly = false;
    if (attributes && arguments.peek() == '(') {
      specialOnly = options(arguments).contains("SPECIAL-USE");
      arguments.space();
    }
    var pattern = pattern(arguments);
    if (attributes && arguments.acceptWord(" RETURN")) {
      arguments.space();
      options(arguments);
    }
    arguments.end();
    if (pattern.isEmpty()) {
      // RFC 3501: an empty name asks for the delimiter.
      session.untagged("LIST (\\Noselect)" + DELIMITER + "\"\"");
      return SessionCommands.completed(session, command);
    }
    var wanted = wildcards(pattern);
    for (var folder : session.account().mailbox().folders()) {
      if (wanted.matcher(folder.name()).matches()
          && (!specialOnly || folder.role().attribute().isPresent())) {
        session.untagged(
            "LIST ("
                + String.join(" ", attributes(session, folder, attributes))
                + ")"
                + DELIMITER
                + FolderText.of(folder.name()));
      }
    }
    return SessionCommands.completed(session, command);
  }

  static Answer lsub(ImapSession session, Command command) throws IOException, BadCommandException {
    var arguments = command.arguments();
    var pattern = pattern(arguments);
    arguments.end();
    var wanted = wildcards(pattern);
    var subscribed =
        session.account().mailbox().folders().stream()
            .filter(Folder::isSubscribed)
            .map(Folder::name)
            .toList();
    var above = new LinkedHashSet<String>();
    for (var name : subscribed) {
      if (wanted.matcher(name).matches()) {
        session.untagged("LSUB ()" + DELIMITER + FolderText.of(name));
      } else {
        parents(name).stream()
            .filter(parent -> wanted.matcher(parent).matches() && !subscribed.contains(parent))
            .forEach(above::add);
      }
    }
    for (var name : above) {
      session.untagged("LSUB (\\Noselect)" + DELIMITER + FolderText.of(name));
    }
    return SessionCommands.completed(session, command);
  }

  private static List<String> attributes(ImapSession session, Folder folder, boolean specialUse) {
    var attributes = new ArrayList<String>();
    boolean parent = session.account().mailbox().hasChildren(folder.name());
    attributes.add(parent ? "\\HasChildren" : "\\HasNoChildren");
    if (!folder.isSelectable()) {
      attributes.add("\\Noselect");
    }
    if (specialUse) {
      folder.role().attribute().ifPresent(attributes::add);
    }
    return attributes;
  }

  private static List<String> options(Arguments arguments) throws BadCommandException {
    return arguments.list(arguments::upperAtom);
  }

  /** Reference and name put together as Exchange does: one behind the other. */
  private static String pattern(Arguments arguments) throws BadCommandException {
    var reference = arguments.astring();
    arguments.space();
    var name = arguments.listMailbox();
    return name.isEmpty() ? "" : ModifiedUtf7.decode(reference + name);
  }

  private static List<String> parents(String name) {
    var parents = new ArrayList<String>();
    for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
      parents.add(name.substring(0, slash));
    }
    return parents;
  }

  private static Pattern wildcards(String pattern) {
    // Runs of wildcards mean the same as one and would make matching slow.
    var simple = pattern.replaceAll("[*%]*\\*[*%]*", "*").replaceAll("%+", "%");
    var regex =
        simple
            .chars()
            .mapToObj(c ->
                switch (c) {
                  case '*' -> ".*";
                  case '%' -> "[^/]*";
                  default -> Pattern.quote(Character.toString(c));
                })
            .collect(Collectors.joining());
    int flags = pattern.equalsIgnoreCase("INBOX") ? Pattern.CASE_INSENSITIVE : 0;
    return Pattern.compile(regex, flags);
  }
}
