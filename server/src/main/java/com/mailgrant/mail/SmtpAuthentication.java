package com.mailgrant.mail;

import java.util.List;
import java.util.Optional;

/**
 * AUTH (RFC 4954). The token never shares a line with the command: command lines end at 512 octets,
 * tokens do not; the lines of the exchange itself may have 12,288.
 */
final class SmtpAuthentication {
  private static final int GO_ON = 334;

  /** One acknowledgement of a challenge is due; a server that wants more plays with us. */
  private static final int MOST_CHALLENGES = 2;

  private final SmtpDialogue dialogue;
  private final Wire wire;

  SmtpAuthentication(SmtpDialogue dialogue) {
    this.dialogue = dialogue;
    this.wire = dialogue.wire;
  }

  void authenticate(Credential credential, Capabilities offers) throws MailFailureException {
    List<String> mechanisms = offers.mechanisms();
    Optional<Sasl> sasl = Sasl.choose(credential, mechanisms, wire.server(), wire.secrets);
    if (sasl.isPresent()) {
      sasl(sasl.get());
    } else {
      switch (credential) {
        case Credential.Password password when mechanisms.contains("LOGIN") -> login(password);
        case Credential.Password _, Credential.Bearer _ ->
            throw new MailFailureException(
                new MailFailure.NotOffered(Stage.SMTP_AUTHENTICATE, mechanisms));
      }
    }
    wire.secrets.forget();
  }

  private void sasl(Sasl sasl) throws MailFailureException {
    Reply.Smtp reply = ask("AUTH " + sasl.mechanism());
    requireChallenge(reply);
    reply = secret(sasl.response());
    Optional<String> challenge = Optional.empty();
    for (int challenges = 0; reply.code() == GO_ON; challenges++) {
      if (challenges == MOST_CHALLENGES) {
        throw wire.garbled("one challenge after another in AUTH");
      }
      challenge = Optional.of(Sasl.decoded(reply.text(), wire.secrets));
      reply = dialogue.ask(Stage.SMTP_AUTHENTICATE, sasl.afterChallenge(), "(acknowledged)");
    }
    requireAccepted(reply, challenge);
  }

  /** Not a standard, but what remains of the old world (draft-murchison-sasl-login). */
  private void login(Credential.Password password) throws MailFailureException {
    requireChallenge(ask("AUTH LOGIN"));
    requireChallenge(ask(Xoauth2.base64(password.user())));
    String clear = Sasl.clearPassword(password, wire.secrets);
    requireAccepted(secret(Xoauth2.base64(clear)), Optional.empty());
  }

  private Reply.Smtp ask(String line) throws MailFailureException {
    return dialogue.ask(Stage.SMTP_AUTHENTICATE, line);
  }

  private Reply.Smtp secret(String response) throws MailFailureException {
    String shown = "[secret, " + response.length() + " octets]";
    return dialogue.ask(Stage.SMTP_AUTHENTICATE, response, shown);
  }

  private void requireChallenge(Reply.Smtp reply) throws MailFailureException {
    if (reply.code() == GO_ON) {
      return;
    }
    if (reply.positive()) {
      throw wire.garbled("AUTH was accepted before anything was proved");
    }
    throw ImapDialogue.rejected(Stage.SMTP_AUTHENTICATE, reply);
  }

  private static void requireAccepted(Reply.Smtp reply, Optional<String> challenge)
      throws MailFailureException {
    if (!reply.positive()) {
      throw new MailFailureException(
          new MailFailure.Rejected(Stage.SMTP_AUTHENTICATE, reply, challenge));
    }
  }
}
