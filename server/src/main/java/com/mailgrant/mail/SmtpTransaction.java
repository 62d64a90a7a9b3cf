package com.mailgrant.mail;

import com.mailgrant.mail.Content.Alphabet;
import com.mailgrant.mail.Submission.Lack;
import com.mailgrant.mail.Submission.RefusedRecipient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One message: MAIL, RCPT, DATA (RFC 5321 3.3). */
final class SmtpTransaction {
  private static final int GO_AHEAD = 354;

  private final SmtpDialogue dialogue;
  private final Capabilities offers;

  SmtpTransaction(SmtpDialogue dialogue, Capabilities offers) {
    this.dialogue = dialogue;
    this.offers = offers;
  }

  SmtpProbe probe(Envelope envelope) throws MailFailureException {
    Reply.Smtp mail = dialogue.run(Stage.SMTP_MAIL, mailFrom(envelope, ""));
    Reply.Smtp recipient = mail;
    for (String address : envelope.recipients()) {
      recipient = dialogue.ask(Stage.SMTP_RCPT, rcptTo(address));
      if (!recipient.positive()) {
        reset();
        throw ImapDialogue.rejected(Stage.SMTP_RCPT, recipient);
      }
    }
    reset();
    return new SmtpProbe(mail, recipient);
  }

  Submission send(Envelope envelope, Content content) throws MailFailureException {
    Optional<Submission> lacking = lacking(envelope, content);
    if (lacking.isPresent()) {
      return lacking.get();
    }
    Reply.Smtp mail = dialogue.ask(Stage.SMTP_MAIL, mailFrom(envelope, parameters(content)));
    if (!mail.positive()) {
      reset();
      return new Submission.RefusedMessage(Stage.SMTP_MAIL, mail, List.of());
    }
    List<RefusedRecipient> refused = new ArrayList<>();
    for (String address : envelope.recipients()) {
      Reply.Smtp reply = dialogue.ask(Stage.SMTP_RCPT, rcptTo(address));
      if (!reply.positive()) {
        refused.add(new RefusedRecipient(address, reply));
      }
    }
    if (refused.size() == envelope.recipients().size()) {
      reset();
      Reply.Smtp first = refused.getFirst().reply();
      return new Submission.RefusedMessage(Stage.SMTP_RCPT, first, refused);
    }
    Reply.Smtp data = dialogue.ask(Stage.SMTP_DATA, "DATA");
    if (data.code() != GO_AHEAD) {
      reset();
      return new Submission.RefusedMessage(Stage.SMTP_DATA, data, refused);
    }
    return transfer(content, refused);
  }

  private Submission transfer(Content content, List<RefusedRecipient> refused)
      throws MailFailureException {
    Wire wire = dialogue.wire;
    wire.begin(Stage.SMTP_DATA, dialogue.transfer());
    DotStuffing stuffed = new DotStuffing();
    boolean complete = false;
    try (Wire.Guard guard = wire.guard(dialogue.transfer());
        InputStream message = content.open()) {
      byte[] chunk = new byte[4_096];
      for (int count; (count = message.read(chunk)) >= 0; ) {
        wire.write(stuffed.octets(chunk, count), stuffed.length(), guard);
      }
      complete = true;
    } catch (IOException ours) {
      throw new UncheckedIOException("the message to send could not be read", ours);
    } finally {
      if (!complete) {
        // Without its final dot the server throws the message away (RFC 5321 4.1.1.4).
        wire.abort();
      }
    }
    return finish(stuffed.end(), refused);
  }

  private Submission finish(String end, List<RefusedRecipient> refused) {
    Wire wire = dialogue.wire;
    wire.begin(Stage.SMTP_END_OF_DATA, dialogue.transfer());
    try {
      wire.write(ImapDialogue.ascii(end), "(message) .");
      Reply.Smtp reply = dialogue.lastWord();
      return reply.positive()
          ? new Submission.Accepted(reply, refused)
          : new Submission.RefusedMessage(Stage.SMTP_END_OF_DATA, reply, refused);
    } catch (MailFailureException lost) {
      return new Submission.Unknown(lost.failure());
    }
  }

  private Optional<Submission> lacking(Envelope envelope, Content content) {
    String limit = offers.argument("SIZE");
    if (limit.matches("\\d{1,18}")
        && Long.parseLong(limit) > 0
        && content.octets() > Long.parseLong(limit)) {
      String detail = content.octets() + " octets, the server takes " + limit;
      return Optional.of(new Submission.Unsuitable(Lack.SIZE, detail));
    }
    if (content.alphabet() == Alphabet.EIGHT_BIT && !offers.has("8BITMIME")) {
      String detail = "the message holds octets above 127";
      return Optional.of(new Submission.Unsuitable(Lack.EIGHT_BIT, detail));
    }
    if (envelope.international() && !offers.has("SMTPUTF8")) {
      String detail = "an address has letters beyond ASCII before the @";
      return Optional.of(new Submission.Unsuitable(Lack.INTERNATIONAL_ADDRESS, detail));
    }
    return Optional.empty();
  }

  private String parameters(Content content) {
    String size = offers.has("SIZE") ? " SIZE=" + content.octets() : "";
    return content.alphabet() == Alphabet.EIGHT_BIT ? size + " BODY=8BITMIME" : size;
  }

  private static String mailFrom(Envelope envelope, String parameters) {
    String utf8 = envelope.international() ? " SMTPUTF8" : "";
    return "MAIL FROM:<" + Envelope.onWire(envelope.from()) + ">" + parameters + utf8;
  }

  private static String rcptTo(String address) {
    return "RCPT TO:<" + Envelope.onWire(address) + ">";
  }

  /** Makes the session fit for the next message; a server that refuses is left. */
  private void reset() throws MailFailureException {
    if (!dialogue.ask(Stage.SMTP_RSET, "RSET").positive()) {
      dialogue.wire.abort();
    }
  }
}
