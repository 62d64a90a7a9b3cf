package com.mailgrant.mail;

import com.mailgrant.mail.ImapFetched.BodySink;
import com.mailgrant.mail.ImapResponse.Status;
import com.mailgrant.mail.Namespaces.Namespace;
import com.mailgrant.mail.Reply.ImapStatus;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads whole responses; knows their grammar, not their meaning. */
final class ImapResponses {
  /** A SEARCH over a mailbox of some hundred thousand messages fits; an endless line does not. */
  private static final long LARGEST = 8L << 20;

  private static final int LONGEST_CODE = 400;

  private final Wire wire;
  private final ImapTokens tokens;

  /** Where the body of the message goes that is being fetched; null at all other times. */
  @Nullable BodySink bodySink;

  ImapResponses(Wire wire) {
    this.wire = wire;
    this.tokens = new ImapTokens(wire);
  }

  ImapResponse read() throws MailFailureException {
    tokens.begin(LARGEST);
    if (tokens.skip('+')) {
      tokens.skip(' ');
      return new ImapResponse.Continuation(tokens.restOfLine());
    }
    if (tokens.skip('*')) {
      tokens.space();
      return untagged();
    }
    String tag = tokens.atom();
    tokens.space();
    String word = tokens.atom();
    Optional<ImapStatus> status = status(word);
    if (status.isEmpty()) {
      throw wire.garbled("a response that is none: " + wire.shown(tag + " " + word));
    }
    return new ImapResponse.Tagged(tag, statusResponse(status.get()));
  }

  private ImapResponse.Untagged untagged() throws MailFailureException {
    if (tokens.peek() >= '0' && tokens.peek() <= '9') {
      long number = tokens.number();
      tokens.space();
      return numbered(number, tokens.atom().toUpperCase(Locale.ROOT));
    }
    String word = tokens.atom().toUpperCase(Locale.ROOT);
    Optional<ImapStatus> status = status(word);
    if (status.isPresent()) {
      return statusResponse(status.get());
    }
    return switch (word) {
      case "CAPABILITY" -> new ImapResponse.Capability(capabilities(tokens.restOfLine()));
      case "LIST" -> ended(listed());
      case "NAMESPACE" -> ended(namespaces());
      case "SEARCH" -> ended(found());
      case "VANISHED" -> ended(vanished());
      case "FLAGS" -> ended(folderFlags());
      case "STATUS" -> ended(counts());
      case "ENABLED" -> new ImapResponse.Enabled(List.of(tokens.restOfLine().trim().split(" +")));
      default -> other(word);
    };
  }

  private ImapResponse.Untagged numbered(long number, String word) throws MailFailureException {
    return switch (word) {
      case "EXISTS" -> ended(new ImapResponse.Exists(number));
      case "EXPUNGE" -> ended(new ImapResponse.Expunged(number));
      case "FETCH" -> {
        tokens.space();
        yield ended(new ImapResponse.Fetched(ImapFetched.read(number, tokens, bodySink)));
      }
      default -> other(word);
    };
  }

  private ImapResponse.Other other(String word) throws MailFailureException {
    tokens.skipResponse();
    return new ImapResponse.Other(word);
  }

  private <R> R ended(R response) throws MailFailureException {
    tokens.endOfLine();
    return response;
  }

  private Status statusResponse(ImapStatus status) throws MailFailureException {
    tokens.skip(' ');
    String line = tokens.restOfLine();
    int close = line.startsWith("[") ? line.indexOf(']') : -1;
    if (close < 0) {
      return new Status(new Reply.Imap(status, Optional.empty(), wire.shown(line)), "");
    }
    String code = line.substring(1, close);
    String text = line.substring(close + 1).stripLeading();
    String shownCode = WireText.printable(wire.shown(code), LONGEST_CODE);
    return new Status(new Reply.Imap(status, Optional.of(shownCode), wire.shown(text)), code);
  }

  static Capabilities capabilities(String words) {
    return Capabilities.of(List.of(words.trim().split(" +")));
  }

  private ImapResponse.Listed listed() throws MailFailureException {
    tokens.space();
    List<String> attributes = tokens.words();
    tokens.space();
    String delimiter = tokens.text();
    tokens.space();
    String name = tokens.text();
    if (!tokens.atEnd()) {
      // RFC 5258 extended data, for example CHILDINFO.
      tokens.space();
      tokens.value();
    }
    return new ImapResponse.Listed(
        new Folder(folderName(name), delimiter, new LinkedHashSet<>(attributes)));
  }

  private FolderName folderName(String raw) throws MailFailureException {
    try {
      return new FolderName(raw);
    } catch (IllegalArgumentException impossible) {
      throw wire.garbled("a folder whose name is empty or holds line breaks");
    }
  }

  private ImapResponse.NamespaceList namespaces() throws MailFailureException {
    return new ImapResponse.NamespaceList(
        new Namespaces(namespaceGroup(), namespaceGroup(), namespaceGroup()));
  }

  private List<Namespace> namespaceGroup() throws MailFailureException {
    tokens.space();
    List<Namespace> group = new ArrayList<>();
    if (!tokens.skip('(')) {
      tokens.value();
      return group;
    }
    tokens.skipSpaces();
    while (!tokens.skip(')')) {
      List<String> words = tokens.words();
      if (words.size() < 2) {
        throw wire.garbled("a namespace without prefix or delimiter");
      }
      group.add(new Namespace(words.get(0), words.get(1)));
      tokens.skipSpaces();
    }
    return group;
  }

  private ImapResponse.Found found() throws MailFailureException {
    UidSet.Collector uids = new UidSet.Collector();
    tokens.skipSpaces();
    while (!tokens.atEnd()) {
      if (tokens.peek() == '(') {
        // RFC 7162: (MODSEQ n) ends the list.
        tokens.value();
      } else {
        long uid = tokens.number();
        if (uid < 1 || uid > UidSet.LAST) {
          throw wire.garbled("a SEARCH result that is no UID: " + uid);
        }
        uids.add(uid, uid);
      }
      tokens.skipSpaces();
    }
    return new ImapResponse.Found(uids.toSet());
  }

  private ImapResponse.Vanished vanished() throws MailFailureException {
    tokens.space();
    MailboxEvent.When when = MailboxEvent.When.NOW;
    if (tokens.peek() == '(') {
      tokens.value();
      tokens.space();
      when = MailboxEvent.When.EARLIER;
    }
    StringBuilder set = new StringBuilder();
    while (!tokens.atEnd()) {
      set.append((char) tokens.next());
    }
    return new ImapResponse.Vanished(uids(set.toString().trim()), when);
  }

  UidSet uids(String set) throws MailFailureException {
    try {
      return UidSet.parse(set);
    } catch (IllegalArgumentException notOne) {
      throw wire.garbled("a set of UIDs that is none: " + WireText.printable(set, 80));
    }
  }

  private ImapResponse.FolderFlags folderFlags() throws MailFailureException {
    tokens.space();
    return new ImapResponse.FolderFlags(new LinkedHashSet<>(tokens.words()));
  }

  private ImapResponse.Counts counts() throws MailFailureException {
    tokens.space();
    String name = tokens.text();
    tokens.space();
    tokens.expect('(');
    tokens.skipSpaces();
    long messages = 0;
    long unseen = 0;
    long uidNext = 0;
    long uidValidity = 0;
    OptionalLong modSeq = OptionalLong.empty();
    while (!tokens.skip(')')) {
      String item = tokens.atom().toUpperCase(Locale.ROOT);
      tokens.space();
      switch (item) {
        case "MESSAGES" -> messages = tokens.number();
        case "UNSEEN" -> unseen = tokens.number();
        case "UIDNEXT" -> uidNext = tokens.number();
        case "UIDVALIDITY" -> uidValidity = tokens.number();
        case "HIGHESTMODSEQ" -> modSeq = OptionalLong.of(tokens.number());
        default -> tokens.value();
      }
      tokens.skipSpaces();
    }
    return new ImapResponse.Counts(
        new FolderCounts(folderName(name), messages, unseen, uidNext, uidValidity, modSeq));
  }

  private static Optional<ImapStatus> status(String word) {
    return switch (word.toUpperCase(Locale.ROOT)) {
      case "OK" -> Optional.of(ImapStatus.OK);
      case "NO" -> Optional.of(ImapStatus.NO);
      case "BAD" -> Optional.of(ImapStatus.BAD);
      case "BYE" -> Optional.of(ImapStatus.BYE);
      case "PREAUTH" -> Optional.of(ImapStatus.PREAUTH);
      default -> Optional.empty();
    };
  }
}
