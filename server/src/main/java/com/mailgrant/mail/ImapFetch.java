package com.mailgrant.mail;

import com.mailgrant.mail.ImapFetched.BodySink;
import java.io.OutputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** UID FETCH in the forms that are needed; always BODY.PEEK, so that nothing is marked as read. */
final class ImapFetch {
  private static final DateTimeFormatter INTERNAL_DATE =
      DateTimeFormatter.ofPattern("d-MMM-yyyy HH:mm:ss xx", Locale.ENGLISH);

  private final ImapDialogue dialogue;

  ImapFetch(ImapDialogue dialogue) {
    this.dialogue = dialogue;
  }

  void headers(UidSet uids, List<String> fields, Consumer<MessageHeader> sink)
      throws MailFailureException {
    String items =
        " (UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER.FIELDS ("
            + HeaderFields.joined(fields)
            + ")])";
    fetch(
        uids,
        items,
        fetched -> {
          byte[] header = fetched.header;
          if (header == null || fetched.octets < 0) {
            return false;
          }
          Set<String> flags = fetched.flags == null ? Set.of() : Set.copyOf(fetched.flags);
          sink.accept(
              new MessageHeader(
                  fetched.uid.orElseThrow(),
                  flags,
                  instant(fetched.internalDate),
                  fetched.octets,
                  header,
                  fetched.modSeq));
          return true;
        });
  }

  /** Only those whose mod-sequence is higher, if one is given (RFC 7162 3.1.4.1). */
  void flags(UidSet uids, String modifier, Consumer<MessageFlags> sink)
      throws MailFailureException {
    fetch(
        uids,
        " (UID FLAGS" + modSeqItem() + ")" + modifier,
        fetched -> {
          if (fetched.flags == null) {
            return false;
          }
          sink.accept(new MessageFlags(fetched.uid.orElseThrow(), fetched.flags, fetched.modSeq));
          return true;
        });
  }

  SourceFetched source(long uid, long mostOctets, OutputStream out) throws MailFailureException {
    if (mostOctets < 1 || mostOctets >= UidSet.LAST) {
      throw new IllegalArgumentException("a message's limit must be 1 octet to 4 GiB");
    }
    // One more than asked for tells a cut message from a whole one.
    Limited limited = new Limited(out, mostOctets);
    long[] length = {-1};
    String items = " (UID BODY.PEEK[]<0." + (mostOctets + 1) + ">)";
    dialogue.responses.bodySink = new BodySink(limited, mostOctets + 1);
    try {
      fetch(
          UidSet.of(uid),
          items,
          fetched -> {
            if (fetched.bodyLength < 0) {
              return false;
            }
            length[0] = fetched.bodyLength;
            return true;
          });
    } finally {
      dialogue.responses.bodySink = null;
    }
    if (length[0] < 0) {
      return SourceFetched.GONE;
    }
    return length[0] > mostOctets ? SourceFetched.CUT : SourceFetched.WHOLE;
  }

  private void fetch(UidSet uids, String items, Taken taken) throws MailFailureException {
    if (uids.isEmpty()) {
      return;
    }
    dialogue.run(
        Stage.IMAP_FETCH,
        dialogue.wire.timeouts().transfer(),
        ImapCommand.of("UID FETCH " + uids + items),
        response ->
            response instanceof ImapResponse.Fetched fetched
                && fetched.items().uid.isPresent()
                // n:* always brings the last message, even below n (RFC 9051 6.4.9).
                && (!uids.contains(fetched.items().uid.getAsLong())
                    || taken.takes(fetched.items())));
  }

  private String modSeqItem() throws MailFailureException {
    return dialogue.capabilities().has("CONDSTORE") ? " MODSEQ" : "";
  }

  static Optional<Instant> instant(String internalDate) {
    var usual = UsualDate.instant(internalDate);
    if (usual.isPresent()) {
      return usual;
    }
    try {
      return Optional.of(OffsetDateTime.parse(internalDate.strip(), INTERNAL_DATE).toInstant());
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }

  @FunctionalInterface
  private interface Taken {
    boolean takes(ImapFetched fetched) throws MailFailureException;
  }
}
