package com.mailgrant.outbox;

import com.mailgrant.account.EmailAddress;
import com.mailgrant.account.MailAccount;
import com.mailgrant.platform.InvalidInput;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MailDateFormat;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes an RFC 5322 message of a draft. Bcc stays out of it. */
final class Composer {
  /** One for all: making one looks for service loaders on every call (facts/stack 4). */
  private static final Session SESSION = Session.getInstance(new Properties());

  /** With the field's name it has to fit into a line of 998 octets (RFC 5322 2.1.1). */
  private static final int LONGEST_SUBJECT = 980;

  private static final int LARGEST_MESSAGE = 35 * 1024 * 1024;
  private static final String TOO_LARGE = "wrong.outbox.too-large";

  private Composer() {}

  /**
   * @param sender of the envelope and in From
   * @param content the message as it leaves
   * @param recipients of the envelope, Bcc included
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed through, never compared.
  record Composed(
      String messageId, String sender, byte[] content, List<String> recipients, String subject) {}

  /**
   * What a message is made of besides the draft.
   *
   * @param asked the account that the message is from, also where another one stands in for it
   * @param senders further addresses that may stand in From
   * @param original what is answered or forwarded
   * @param note fields of ours, name and value
   */
  record Circumstances(
      Instant now,
      MailAccount asked,
      Set<String> senders,
      @Nullable Original original,
      List<String[]> note) {
    static Circumstances plain(MailAccount account, Instant now) {
      return new Circumstances(now, account, Set.of(), null, List.of());
    }

    /** In lower case: what the account is, and what was added to it. */
    Set<String> allowed() {
      var allowed = new TreeSet<>(Answering.self(asked));
      senders.forEach(sender -> allowed.add(sender.toLowerCase(Locale.ROOT)));
      return allowed;
    }

    boolean isStoodInFor(MailAccount account) {
      return !account.id().equals(asked.id());
    }
  }

  static Composed compose(MailAccount account, MessageDraft draft, Instant now) {
    return compose(account, draft, Circumstances.plain(account, now));
  }

  /** What will not leave yet: it may lack recipients, and keeps its Bcc. */
  static Composed draft(MailAccount account, MessageDraft unfilled, Circumstances circumstances) {
    return compose(account, unfilled, circumstances, true);
  }

  static Composed compose(MailAccount account, MessageDraft unfilled, Circumstances circumstances) {
    return compose(account, unfilled, circumstances, false);
  }

  private static Composed compose(
      MailAccount account, MessageDraft unfilled, Circumstances circumstances, boolean isDraft) {
    var original = circumstances.original();
    var draft =
        original == null
            ? unfilled
            : Answering.fill(unfilled, original, circumstances.asked(), account);
    var author = author(draft, circumstances);
    if (draft.raw() != null) {
      return raw(account, draft, draft.raw(), author, circumstances, isDraft);
    }
    var sender = circumstances.isStoodInFor(account) ? account.senderEmail().value() : author;
    return made(account, draft, sender, circumstances, isDraft);
  }

  private static Composed made(
      MailAccount account,
      MessageDraft draft,
      String sender,
      Circumstances circumstances,
      boolean isDraft) {
    var complaints = new Complaints();
    var addressees = Addressees.of(draft, complaints);
    if (addressees.isEmpty() && complaints.isEmpty() && !isDraft) {
      complaints.add("to", "wrong.outbox.no-recipient");
    }
    var subject = draft.subject() == null ? "" : draft.subject();
    if (subject.length() > LONGEST_SUBJECT || subject.chars().anyMatch(Character::isISOControl)) {
      complaints.add("subject", "wrong.outbox.subject");
    }
    OwnHeaders.check(draft.headers(), complaints);
    var parts = Parts.of(draft, complaints);
    complaints.raise();
    var messageId = messageId(sender);
    try {
      var message =
          new MimeMessage(SESSION) {
            @Override
            protected void updateMessageID() throws MessagingException {
              setHeader("Message-ID", messageId);
            }
          };
      message.setFrom(from(account, sender));
      message.setSubject(subject, "UTF-8");
      message.setSentDate(Date.from(circumstances.now()));
      message.setRecipients(RecipientType.TO, addressees.to().toArray(InternetAddress[]::new));
      message.setRecipients(RecipientType.CC, addressees.cc().toArray(InternetAddress[]::new));
      if (isDraft) {
        message.setRecipients(RecipientType.BCC, addressees.bcc().toArray(InternetAddress[]::new));
      }
      OwnHeaders.write(draft.headers(), message);
      var original = circumstances.original();
      if (original != null) {
        thread(draft, original, message);
        if (Answering.Mode.parse(draft.mode()) == Answering.Mode.FORWARD) {
          parts.forward(original.source());
        }
      }
      for (var field : circumstances.note()) {
        message.setHeader(field[0], field[1]);
      }
      message.setContent(parts.body(draft));
      message.saveChanges();
      var out = new ByteArrayOutputStream();
      message.writeTo(out);
      if (out.size() > LARGEST_MESSAGE) {
        throw new InvalidInput("attachments", TOO_LARGE);
      }
      return new Composed(messageId, sender, out.toByteArray(), addressees.envelope(), subject);
    } catch (MessagingException | IOException e) {
      throw new IllegalStateException("a checked draft cannot be written as a message", e);
    }
  }

  private static void thread(MessageDraft draft, Original original, MimeMessage message)
      throws MessagingException {
    var references = Answering.references(original);
    if (references.isEmpty()) {
      return;
    }
    if (Answering.Mode.parse(draft.mode()) != Answering.Mode.FORWARD) {
      message.setHeader("In-Reply-To", references.getLast());
    }
    // One a line: a folded id would be torn apart.
    message.setHeader("References", String.join("\r\n ", references));
  }

  private static InternetAddress from(MailAccount account, String sender) {
    try {
      var name = account.senderName().isEmpty() ? null : account.senderName();
      return new InternetAddress(sender, name, "UTF-8");
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException("every Java has UTF-8", e);
    }
  }

  private static Composed raw(
      MailAccount account,
      MessageDraft draft,
      String base64,
      String wanted,
      Circumstances circumstances,
      boolean isDraft) {
    if (Stream.of(draft.subject(), draft.text(), draft.html()).anyMatch(field -> field != null)
        || draft.attachments() != null
        || draft.headers() != null
        || draft.inReplyTo() != null) {
      throw new InvalidInput("raw", "wrong.outbox.raw-complete");
    }
    if (base64.length() > LARGEST_MESSAGE / 3L * 4 + 1_000_000) {
      throw new InvalidInput("raw", TOO_LARGE);
    }
    var message = RawMessage.read(base64);
    var author = message.author();
    if (draft.sender() != null
        ? !author.equalsIgnoreCase(wanted)
        : !circumstances.allowed().contains(author.toLowerCase(Locale.ROOT))) {
      throw new InvalidInput("raw", "wrong.outbox.raw-sender", author, wanted);
    }
    var complaints = new Complaints();
    var addressees = Addressees.of(draft, complaints);
    complaints.raise();
    boolean areItsOwn = addressees.isEmpty();
    if (areItsOwn) {
      addressees =
          new Addressees(
              message.addresses("To"), message.addresses("Cc"), message.addresses("Bcc"));
    }
    var envelope = addressees.envelope();
    if ((envelope.isEmpty() && !isDraft) || envelope.size() > Addressees.MOST) {
      throw new InvalidInput("raw", "wrong.outbox.raw-recipients", Addressees.MOST);
    }
    boolean isStoodInFor = circumstances.isStoodInFor(account);
    var sender = isStoodInFor ? account.senderEmail().value() : author;
    var messageId = messageId(sender);
    var ours = new ArrayList<String>();
    ours.add("Message-ID: " + messageId);
    if (message.first("Date") == null) {
      ours.add("Date: " + new MailDateFormat().format(Date.from(circumstances.now())));
    }
    if (!isDraft) {
      message.takeOut("bcc");
    } else if (!areItsOwn) {
      // A draft has no envelope to keep them in.
      ours.addAll(message.address(addressees));
    }
    if (isStoodInFor) {
      ours.add("From: " + MimeUtility.fold(6, from(account, sender).toString()));
    }
    if (isStoodInFor || !message.isSenderOneOf(circumstances.allowed())) {
      message.takeOut("sender");
    }
    for (var field : circumstances.note()) {
      if (!field[0].equals("Reply-To") || !message.hasReplyTo()) {
        ours.add(field[0] + ": " + field[1]);
      }
    }
    var content = message.written(ours);
    if (content.length > LARGEST_MESSAGE) {
      throw new InvalidInput("raw", TOO_LARGE);
    }
    return new Composed(messageId, sender, content, envelope, subject(message));
  }

  private static String subject(RawMessage message) {
    var subject = message.first("Subject");
    if (subject == null) {
      return "";
    }
    String decoded;
    try {
      decoded = MimeUtility.decodeText(subject);
    } catch (UnsupportedEncodingException e) {
      decoded = subject;
    }
    var shown = decoded.replaceAll("\\p{Cntrl}+", " ");
    return shown.length() > LONGEST_SUBJECT ? shown.substring(0, LONGEST_SUBJECT) : shown;
  }

  /** An address of the account that was asked, whoever sends. */
  private static String author(MessageDraft draft, Circumstances circumstances) {
    var asked = circumstances.asked();
    var wanted = draft.sender();
    if (wanted == null) {
      return asked.senderEmail().value();
    }
    var address = EmailAddress.parse(wanted);
    if (address.isEmpty()
        || !circumstances.allowed().contains(address.get().value().toLowerCase(Locale.ROOT))) {
      throw new InvalidInput("sender", "wrong.outbox.sender", asked.senderEmail());
    }
    return address.get().value();
  }

  private static String messageId(String sender) {
    return "<" + UUID.randomUUID() + sender.substring(sender.lastIndexOf('@')) + ">";
  }
}
