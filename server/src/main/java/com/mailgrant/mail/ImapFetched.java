package com.mailgrant.mail;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The items of one FETCH response; null or empty is what the server did not send. */
final class ImapFetched {
  private static final byte[] NOTHING = {};
  private static final Pattern MOD_SEQ = Pattern.compile("\\d{1,18}");

  final long sequence;
  OptionalLong uid = OptionalLong.empty();
  OptionalLong modSeq = OptionalLong.empty();
  @Nullable Set<String> flags;
  String internalDate = "";
  long octets = -1;
  byte @Nullable [] header;
  long bodyLength = -1;

  private ImapFetched(long sequence) {
    this.sequence = sequence;
  }

  /**
   * @param sink where a body goes; null when none was asked for
   */
  static ImapFetched read(long sequence, ImapTokens tokens, @Nullable BodySink sink)
      throws MailFailureException {
    ImapFetched fetched = new ImapFetched(sequence);
    tokens.expect('(');
    tokens.skipSpaces();
    while (!tokens.skip(')')) {
      fetched.item(tokens, sink);
      tokens.skipSpaces();
    }
    return fetched;
  }

  private void item(ImapTokens tokens, @Nullable BodySink sink) throws MailFailureException {
    String name = tokens.atom().toUpperCase(Locale.ROOT);
    String section = tokens.peek() == '[' ? tokens.section() : "";
    if (!section.isEmpty() && tokens.peek() == '<') {
      tokens.atom();
    }
    tokens.space();
    switch (name) {
      case "UID" -> uid = OptionalLong.of(tokens.number());
      case "RFC822.SIZE" -> octets = tokens.number();
      case "INTERNALDATE" -> internalDate = tokens.text();
      case "FLAGS" -> flags = new LinkedHashSet<>(tokens.words());
      case "MODSEQ" -> modSeq = modSeq(tokens.words());
      case "BODY" -> body(section.toUpperCase(Locale.ROOT), tokens, sink);
      default -> tokens.value();
    }
  }

  private void body(String section, ImapTokens tokens, @Nullable BodySink sink)
      throws MailFailureException {
    if (section.equals("[]") && sink != null) {
      bodyLength = sink.take(tokens);
    } else if (section.startsWith("[HEADER")) {
      byte[] fields = tokens.nstring();
      header = fields == null ? NOTHING : fields;
    } else {
      tokens.value();
    }
  }

  private static OptionalLong modSeq(List<String> words) {
    boolean proper = words.size() == 1 && MOD_SEQ.matcher(words.getFirst()).matches();
    return proper ? OptionalLong.of(Long.parseLong(words.getFirst())) : OptionalLong.empty();
  }

  /** Takes the body of a message, up to a limit. */
  record BodySink(OutputStream out, long longest) {
    private long take(ImapTokens tokens) throws MailFailureException {
      try {
        return tokens.nstring(out, longest);
      } catch (IOException ours) {
        // The server did nothing wrong: the place where the message should go has failed.
        throw new UncheckedIOException(ours);
      }
    }
  }
}
