package com.mailgrant.testing;

import com.mailgrant.mail.UidSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An IMAP server with folders and messages, unless a test says that it refuses. */
public final class FakeImap extends LineServer {
  private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final String OWN_ONLY = "((\"\" \"/\")) NIL NIL";
  private static final Pattern LITERAL = Pattern.compile(".*\\{(\\d+)\\+?}");

  private final Map<String, List<String>> folders = new ConcurrentSkipListMap<>();
  private final Map<String, String> attributes = new ConcurrentHashMap<>();
  private final Map<String, String> refusals = new ConcurrentHashMap<>();
  private final Map<Long, String> poisoned = new ConcurrentHashMap<>();
  private volatile boolean listsNothing;
  private volatile String namespaces = OWN_ONLY;
  private final List<SignIn> signIns = new CopyOnWriteArrayList<>();

  private FakeImap() {
    reset();
  }

  /** Listening, with the folders that Exchange has in English. */
  public static FakeImap start() {
    return new FakeImap();
  }

  /**
   * Answers a command with a refusal from now on.
   *
   * @param command {@code AUTHENTICATE}, {@code EXAMINE}, {@code NAMESPACE} ...
   * @param reply without tag: {@code NO AUTHENTICATE failed.}
   */
  public void refuse(String command, String reply) {
    refusals.put(command, reply);
  }

  /** Takes a command again that it refused. */
  public void allow(String command) {
    refusals.remove(command);
  }

  /**
   * Fails to deliver the header of a message, by its UID, in every folder.
   *
   * @param reply without tag; empty to break the connection
   */
  public void poison(long uid, String reply) {
    poisoned.put(uid, reply);
  }

  /** Tells of other namespaces, as they stand on the wire. */
  public void namespaces(String list) {
    namespaces = list;
  }

  /** Lists no folder, although they are there. */
  public void listNothing() {
    listsNothing = true;
  }

  /** Adds an empty folder, under its name on the wire. */
  public void folder(String rawName, String listAttributes) {
    folders.put(rawName, new CopyOnWriteArrayList<>());
    attributes.put(rawName, listAttributes);
  }

  /** Removes a folder. */
  public void forget(String rawName) {
    folders.remove(rawName);
  }

  /** Messages in a folder, oldest first. */
  public List<String> messages(String rawName) {
    return folders.getOrDefault(rawName, List.of());
  }

  /** Puts a message into a folder. */
  public void deliver(String rawName, String message) {
    folders.computeIfAbsent(rawName, _ -> new CopyOnWriteArrayList<>()).add(message);
  }

  /** Who signed in, with what. */
  public List<SignIn> signIns() {
    return signIns;
  }

  /** Back to good behaviour and to empty folders. */
  public void reset() {
    folders.clear();
    attributes.clear();
    refusals.clear();
    signIns.clear();
    poisoned.clear();
    listsNothing = false;
    namespaces = OWN_ONLY;
    for (var name :
        List.of("INBOX", "Sent Items", "Drafts", "Deleted Items", "Junk Email", "Archive")) {
      folder(name, "\\HasNoChildren");
    }
    folder("Calendar", "\\HasNoChildren");
  }

  @Override
  void converse(Line line) throws IOException {
    line.say("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR NAMESPACE] ready");
    List<String> selected = List.of();
    while (true) {
      var whole = line.hear();
      var tag = whole.split(" ", 2)[0];
      var command = whole.substring(tag.length() + 1);
      var verb = command.split(" ", 2)[0].toUpperCase(Locale.ROOT);
      var refusal = refusals.get(verb.equals("UID") ? command.split(" ", 3)[1] : verb);
      if (verb.equals("UID") && refusal == null) {
        refusal = poison(command);
        if (refusal != null && refusal.isEmpty()) {
          return;
        }
      }
      if (verb.equals("AUTHENTICATE")) {
        signIns.add(SignIn.of(command.split(" ", 3)[1], command.split(" ", 3)[2]));
      }
      if (refusal != null) {
        line.say(tag + " " + refusal);
        continue;
      }
      switch (verb) {
        case "CAPABILITY" -> line.say("* CAPABILITY IMAP4rev1 NAMESPACE UIDPLUS");
        case "NAMESPACE" -> line.say("* NAMESPACE " + namespaces);
        case "LIST" -> list(line);
        case "CREATE" -> folder(quoted(command), "\\HasNoChildren");
        case "SELECT", "EXAMINE" -> {
          var messages = folders.get(quoted(command));
          if (messages == null) {
            line.say(tag + " NO [NONEXISTENT] Folder is not found.");
            continue;
          }
          selected = messages;
          line.say("* " + messages.size() + " EXISTS");
          line.say("* OK [UIDVALIDITY 7] validity");
        }
        case "STATUS" -> {
          int messages = folders.getOrDefault(quoted(command), List.of()).size();
          line.say(
              "* STATUS \"%s\" (MESSAGES %d UNSEEN 0 UIDNEXT %d UIDVALIDITY 7)"
                  .formatted(quoted(command), messages, messages + 1));
        }
        case "UID" -> {
          if (literals(line, whole)) {
            line.say(tag + " NO [BADCHARSET (US-ASCII)] The specified charset is not supported.");
            continue;
          }
          uid(line, command, selected);
        }
        case "APPEND" -> {
          if (!append(line, command)) {
            line.say(tag + " NO [TRYCREATE] Folder is not found.");
            continue;
          }
        }
        case "LOGOUT" -> {
          line.say("* BYE signing off");
          line.say(tag + " OK LOGOUT completed.");
          return;
        }
        default -> {
          // NOOP, SUBSCRIBE, AUTHENTICATE: nothing to show for.
        }
      }
      line.say(tag + " OK " + verb + " completed.");
    }
  }

  private @Nullable String poison(String command) {
    if (!command.contains("HEADER.FIELDS")) {
      return null;
    }
    var asked = UidSet.parse(command.split(" ", 4)[2]);
    return poisoned.entrySet().stream()
        .filter(entry -> asked.contains(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  private void list(Line line) throws IOException {
    if (listsNothing) {
      return;
    }
    for (var name : folders.keySet()) {
      line.say("* LIST (" + attributes.getOrDefault(name, "") + ") \"/\" \"" + name + "\"");
    }
  }

  private static void uid(Line line, String command, List<String> messages) throws IOException {
    if (command.startsWith("UID SEARCH")) {
      var found = new StringBuilder("* SEARCH");
      for (int i = 0; i < messages.size(); i++) {
        if (command.endsWith(" ALL") || messages.get(i).contains(lastQuoted(command))) {
          found.append(' ').append(i + 1);
        }
      }
      line.say(found.toString());
      return;
    }
    var wanted = UidSet.parse(command.split(" ", 4)[2]);
    for (int uid = 1; uid <= messages.size(); uid++) {
      if (wanted.contains(uid)) {
        fetched(line, uid, messages.get(uid - 1), command.contains("HEADER.FIELDS"));
      }
    }
  }

  private static void fetched(Line line, int uid, String message, boolean headers)
      throws IOException {
    var shown = headers ? message.substring(0, message.indexOf("\r\n\r\n") + 4) : message;
    var section = headers ? "BODY[HEADER.FIELDS (FROM)]" : "BODY[]<0>";
    line.say(
        "* "
            + uid
            + " FETCH (UID "
            + uid
            + " FLAGS () INTERNALDATE \"23-Nov-2026 12:00:00 +0000\" RFC822.SIZE "
            + message.length()
            + " "
            + section
            + " {"
            + shown.length()
            + "}\r\n"
            + shown
            + ")");
  }

  /** Takes the texts that only a literal can carry; like Exchange it has no charset for them. */
  private static boolean literals(Line line, String whole) throws IOException {
    var literal = LITERAL.matcher(whole);
    boolean any = false;
    while (literal.matches()) {
      any = true;
      line.say("+ go on");
      line.octets(Integer.parseInt(literal.group(1)));
      literal = LITERAL.matcher(line.hear());
    }
    return any;
  }

  /** False when there is no such folder. */
  private boolean append(Line line, String command) throws IOException {
    var literal = LITERAL.matcher(command);
    if (!literal.matches()) {
      return false;
    }
    line.say("+ go on");
    var message = line.octets(Integer.parseInt(literal.group(1)));
    line.hear();
    var folder = folders.get(quoted(command));
    return folder != null && folder.add(new String(message, StandardCharsets.ISO_8859_1));
  }

  private static String quoted(String command) {
    var matcher = QUOTED.matcher(command);
    return matcher.find() ? matcher.group(1) : command.split(" ", 3)[1];
  }

  private static String lastQuoted(String command) {
    var last = "";
    for (var matcher = QUOTED.matcher(command); matcher.find(); ) {
      last = matcher.group(1);
    }
    return last;
  }
}
