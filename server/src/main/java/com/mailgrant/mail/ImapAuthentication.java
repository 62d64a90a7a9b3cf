package com.mailgrant.mail;

import com.mailgrant.mail.ImapResponse.Status;
import com.mailgrant.mail.ImapResponse.Tagged;
import com.mailgrant.mail.ImapResponse.Untagged;
import com.mailgrant.mail.Reply.ImapStatus;
import java.util.List;
import java.util.Optional;

/** AUTHENTICATE, and LOGIN for passwords only (RFC 9051 6.2.2, 6.2.3; RFC 4959 SASL-IR). */
final class ImapAuthentication {
  /** RFC 7162 4 advises servers to take 8,192 octets a line; some room is left for the tag. */
  private static final int LONGEST_LINE = 8_000;

  /** Exchanges here have one response, and one acknowledgement of a challenge. */
  private static final int MOST_CHALLENGES = 2;

  private final ImapDialogue dialogue;
  private final Wire wire;

  ImapAuthentication(ImapDialogue dialogue) {
    this.dialogue = dialogue;
    this.wire = dialogue.wire;
  }

  void authenticate(Credential credential) throws MailFailureException {
    Capabilities offers = dialogue.capabilities();
    List<String> mechanisms = offers.mechanisms();
    Optional<Sasl> sasl = Sasl.choose(credential, mechanisms, wire.server(), wire.secrets);
    if (sasl.isPresent()) {
      sasl(sasl.get(), offers.has("SASL-IR"));
      return;
    }
    switch (credential) {
      case Credential.Password password when !offers.has("LOGINDISABLED") -> login(password);
      case Credential.Password _, Credential.Bearer _ ->
          throw new MailFailureException(
              new MailFailure.NotOffered(Stage.IMAP_AUTHENTICATE, mechanisms));
    }
  }

  private void login(Credential.Password password) throws MailFailureException {
    ImapCommand command =
        ImapCommand.of("LOGIN ")
            .string(WireText.encode(password.user()))
            .space()
            .secret(WireText.encode(Sasl.clearPassword(password, wire.secrets)));
    accepted(dialogue.run(Stage.IMAP_AUTHENTICATE, command, ImapDialogue.Asked.NOTHING));
  }

  private void sasl(Sasl sasl, boolean initialResponseOffered) throws MailFailureException {
    StringBuilder challenge = new StringBuilder();
    Status status =
        dialogue.inTurn(() -> {
          wire.begin(Stage.IMAP_AUTHENTICATE, wire.timeouts().reply());
          return exchange(sasl, initialResponseOffered, challenge);
        });
    if (status.reply().status() != ImapStatus.OK) {
      Optional<String> said =
          challenge.isEmpty() ? Optional.empty() : Optional.of(challenge.toString());
      throw new MailFailureException(
          new MailFailure.Rejected(Stage.IMAP_AUTHENTICATE, status.reply(), said));
    }
    accepted(status);
  }

  private Status exchange(Sasl sasl, boolean initialResponseOffered, StringBuilder challenge)
      throws MailFailureException {
    String tag = dialogue.nextTag();
    String command = tag + " AUTHENTICATE " + sasl.mechanism();
    String hidden = "[secret, " + sasl.response().length() + " octets]";
    boolean inOneLine =
        initialResponseOffered && command.length() + sasl.response().length() < LONGEST_LINE;
    if (inOneLine) {
      wire.write(
          ImapDialogue.ascii(command + " " + sasl.response() + "\r\n"), command + " " + hidden);
    } else {
      wire.write(ImapDialogue.ascii(command + "\r\n"), command);
    }
    boolean responded = inOneLine;
    for (int challenges = 0; challenges <= MOST_CHALLENGES; ) {
      switch (dialogue.responses.read()) {
        case Tagged tagged -> {
          return dialogue.own(tag, tagged);
        }
        case Untagged untagged -> dialogue.heard(untagged, ImapDialogue.Asked.NOTHING);
        case ImapResponse.Continuation continuation -> {
          challenges++;
          if (responded) {
            challenge.setLength(0);
            challenge.append(Sasl.decoded(continuation.text(), wire.secrets));
            wire.write(ImapDialogue.ascii(sasl.afterChallenge() + "\r\n"), "(acknowledged)");
          } else {
            wire.write(ImapDialogue.ascii(sasl.response() + "\r\n"), hidden);
            responded = true;
          }
        }
      }
    }
    throw wire.garbled("one challenge after another in AUTHENTICATE");
  }

  private void accepted(Status status) {
    wire.secrets.forget();
    // The list for strangers is worthless now; the next command that needs the new one asks, so
    // that a mailbox which fails to open does not look like a refused sign-in.
    dialogue.capabilitiesAfter(status);
  }
}
