package com.mailgrant.outbox;

import com.mailgrant.account.EmailAddress;
import com.mailgrant.account.MailAccount;
import com.mailgrant.outbox.MessageDraft.Recipient;
import com.mailgrant.platform.InvalidInput;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fills in what a reply or a forwarded message takes from the original (RFC 5322 3.6.4, 3.6.5). */
final class Answering {
  /** In the languages in which mail programs write it. */
  private static final Pattern REPLY =
      Pattern.compile("(?i)\\s*(re|aw|antw|sv|vs|odp|ref|r|rif)(\\[\\d+]|\\(\\d+\\))?\\s*[:：].*");

  private static final Pattern FORWARD =
      Pattern.compile("(?i)\\s*(fwd|fw|wg|tr|rv|vb|i|doorst|enc)(\\[\\d+])?\\s*[:：].*");

  /** The first, which names the thread, and the last ones: a field may not grow for ever. */
  private static final int MOST_REFERENCES = 50;

  private Answering() {}

  /** How an original is used. */
  enum Mode {
    REPLY,
    REPLY_ALL,
    FORWARD;

    static Mode parse(@Nullable String word) {
      return switch (word == null ? "reply" : word) {
        case "reply" -> REPLY;
        case "reply-all" -> REPLY_ALL;
        case "forward" -> FORWARD;
        default -> throw new InvalidInput("mode", "wrong.outbox.mode");
      };
    }
  }

  /**
   * The draft with recipients and subject, where it has none of its own.
   *
   * @param asked the account whose mail is answered
   * @param through the one that sends
   */
  static MessageDraft fill(
      MessageDraft draft, Original original, MailAccount asked, MailAccount through) {
    var mode = Mode.parse(draft.mode());
    var subject = draft.subject() == null ? subject(mode, original.subject()) : draft.subject();
    var to = draft.to();
    var cc = draft.cc();
    if (mode != Mode.FORWARD && (to == null || to.isEmpty())) {
      var self = self(asked);
      var seen = new LinkedHashSet<>(self);
      var answered = new ArrayList<@Nullable Recipient>();
      // Who answers what he wrote himself goes on talking to the same people.
      boolean own = original.from().stream().anyMatch(from -> self.contains(key(from)));
      add(own ? original.to() : sender(original), seen, answered);
      // Who stands in is no party to it, unless he is the one who is answered.
      seen.addAll(self(through));
      var copied = new ArrayList<@Nullable Recipient>();
      if (mode == Mode.REPLY_ALL) {
        add(original.to(), seen, answered);
        add(original.cc(), seen, copied);
      }
      if (answered.isEmpty() && copied.isEmpty()) {
        // A note to oneself has nobody else to go to.
        add(sender(original), new LinkedHashSet<>(), answered);
      }
      to = answered;
      cc = cc == null || cc.isEmpty() ? copied : cc;
    }
    return new MessageDraft(
        to,
        cc,
        draft.bcc(),
        subject,
        draft.text(),
        draft.html(),
        draft.attachments(),
        draft.raw(),
        draft.inReplyTo(),
        draft.mode(),
        draft.headers(),
        draft.sendAt(),
        draft.sender(),
        draft.onBehalfOf(),
        draft.allowFallback());
  }

  /** Of the thread up to and with the original; empty where it has no Message-ID. */
  static List<String> references(Original original) {
    var id = original.messageId();
    if (id == null) {
      return List.of();
    }
    var all = new ArrayList<>(original.references());
    all.remove(id);
    all.add(id);
    if (all.size() <= MOST_REFERENCES) {
      return all;
    }
    var kept = new ArrayList<String>();
    kept.add(all.getFirst());
    kept.addAll(all.subList(all.size() - MOST_REFERENCES + 1, all.size()));
    return kept;
  }

  private static String subject(Mode mode, String original) {
    var plain = original.replaceAll("\\p{Cntrl}+", " ").strip();
    return switch (mode) {
      case REPLY, REPLY_ALL -> REPLY.matcher(plain).matches() ? plain : "Re: " + plain;
      case FORWARD -> FORWARD.matcher(plain).matches() ? plain : "Fwd: " + plain;
    };
  }

  private static List<InternetAddress> sender(Original original) {
    return original.replyTo().isEmpty() ? original.from() : original.replyTo();
  }

  private static void add(
      List<InternetAddress> from, Set<String> seen, List<@Nullable Recipient> into) {
    for (var address : from) {
      if (EmailAddress.parse(address.getAddress()).isPresent() && seen.add(key(address))) {
        var name = address.getPersonal();
        into.add(
            new Recipient(
                name == null ? null : name.replaceAll("\\p{Cntrl}+", " "), address.getAddress()));
      }
    }
  }

  /** The account's own addresses in lower case. */
  static Set<String> self(MailAccount account) {
    var self = new LinkedHashSet<String>();
    self.add(account.senderEmail().value().toLowerCase(Locale.ROOT));
    self.add(account.username().toLowerCase(Locale.ROOT));
    self.add(account.mailbox().toLowerCase(Locale.ROOT));
    return self;
  }

  private static String key(InternetAddress address) {
    return address.getAddress().toLowerCase(Locale.ROOT);
  }
}
