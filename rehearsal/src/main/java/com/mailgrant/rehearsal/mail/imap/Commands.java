package com.mailgrant.rehearsal.mail.imap;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which commands there are, and when they are allowed. */
final class Commands {
  /** How far a session must have come. */
  enum Stage {
    ANY,
    STRANGER,
    SIGNED_IN,
    SELECTED;

    boolean isReached(boolean signedIn, boolean selected) {
      return switch (this) {
        case ANY -> true;
        case STRANGER -> !signedIn;
        case SIGNED_IN -> signedIn;
        case SELECTED -> selected;
      };
    }
  }

  /** What a command does; the news about the folder and the tagged answer follow. */
  @FunctionalInterface
  interface Action {
    Answer run(ImapSession session, Command command)
        throws IOException, InterruptedException, BadCommandException;
  }

  /**
   * @param uid whether the form with UID exists
   * @param mayTellExpunged false where message numbers must not move (RFC 3501 7.4.1)
   */
  record Entry(Stage stage, boolean uid, boolean mayTellExpunged, Action action) {}

  private static final Map<String, Entry> ALL =
      Map.ofEntries(
          any("CAPABILITY", SessionCommands::capability),
          any("NOOP", SessionCommands::noop),
          any("ID", SessionCommands::id),
          any("LOGOUT", SessionCommands::logout),
          stranger("LOGIN", Authentication::login),
          stranger("AUTHENTICATE", Authentication::authenticate),
          signedIn("NAMESPACE", SessionCommands::namespace),
          signedIn("ENABLE", SessionCommands::enable),
          signedIn("LIST", Listing::list),
          signedIn("LSUB", Listing::lsub),
          signedIn("STATUS", FolderCommands::status),
          signedIn("CREATE", FolderCommands::create),
          signedIn("DELETE", FolderCommands::delete),
          signedIn("RENAME", FolderCommands::rename),
          signedIn("SUBSCRIBE", FolderCommands::subscribe),
          signedIn("UNSUBSCRIBE", FolderCommands::unsubscribe),
          signedIn("SELECT", Selecting::select),
          signedIn("EXAMINE", Selecting::examine),
          signedIn("APPEND", Appending::append),
          signedIn("IDLE", SessionCommands::idle),
          selected("CHECK", SessionCommands::noop),
          selected("CLOSE", Selecting::close),
          selected("UNSELECT", Selecting::unselect),
          Map.entry("EXPUNGE", new Entry(Stage.SELECTED, true, true, Changing::expunge)),
          Map.entry("COPY", new Entry(Stage.SELECTED, true, true, Changing::copy)),
          Map.entry("MOVE", new Entry(Stage.SELECTED, true, true, Changing::move)),
          Map.entry("FETCH", new Entry(Stage.SELECTED, true, false, Fetching::fetch)),
          Map.entry("STORE", new Entry(Stage.SELECTED, true, false, Changing::store)),
          Map.entry("SEARCH", new Entry(Stage.SELECTED, true, false, Searching::search)));

  private Commands() {}

  static @Nullable Entry find(String name) {
    return ALL.get(name);
  }

  private static Map.Entry<String, Entry> any(String name, Action action) {
    return Map.entry(name, new Entry(Stage.ANY, false, true, action));
  }

  private static Map.Entry<String, Entry> stranger(String name, Action action) {
    return Map.entry(name, new Entry(Stage.STRANGER, false, true, action));
  }

  private static Map.Entry<String, Entry> signedIn(String name, Action action) {
    return Map.entry(name, new Entry(Stage.SIGNED_IN, false, true, action));
  }

  private static Map.Entry<String, Entry> selected(String name, Action action) {
    return Map.entry(name, new Entry(Stage.SELECTED, false, true, action));
  }
}
