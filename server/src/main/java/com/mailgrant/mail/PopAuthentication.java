package com.mailgrant.mail;

import com.mailgrant.mail.Reply.PopStatus;
import java.util.List;
import java.util.Optional;

/**
 * AUTH in two steps (RFC 5034; the one-line form is refused by servers that matter, facts:
 * diagnosis D45), USER and PASS for passwords.
 */
final class PopAuthentication {
  private static final int MOST_CHALLENGES = 2;

  private final PopDialogue dialogue;
  private final Wire wire;

  PopAuthentication(PopDialogue dialogue) {
    this.dialogue = dialogue;
    this.wire = dialogue.wire;
  }

  void authenticate(Credential credential, Capabilities offers) throws MailFailureException {
    List<String> mechanisms = offers.mechanisms();
    Optional<Sasl> sasl = Sasl.choose(credential, mechanisms, wire.server(), wire.secrets);
    switch (credential) {
      // USER and PASS are the native form here; PLAIN is for servers without them.
      case Credential.Password password when offers.has("USER") || sasl.isEmpty() ->
          userAndPass(password);
      case Credential.Password _, Credential.Bearer _ ->
          sasl(
              sasl.orElseThrow(() ->
                  new MailFailureException(
                      new MailFailure.NotOffered(Stage.POP_AUTHENTICATE, mechanisms))));
    }
    wire.secrets.forget();
  }

  private void userAndPass(Credential.Password password) throws MailFailureException {
    dialogue.run(Stage.POP_AUTHENTICATE, "USER " + password.user());
    String clear = Sasl.clearPassword(password, wire.secrets);
    Reply.Pop reply = dialogue.ask(Stage.POP_AUTHENTICATE, "PASS " + clear, "PASS [secret]");
    requireAccepted(reply, Optional.empty());
  }

  private void sasl(Sasl sasl) throws MailFailureException {
    dialogue.send(Stage.POP_AUTHENTICATE, "AUTH " + sasl.mechanism(), "AUTH " + sasl.mechanism());
    String line = dialogue.line();
    if (!isChallenge(line)) {
      Reply.Pop reply = dialogue.reply(line);
      if (reply.status() == PopStatus.OK) {
        throw wire.garbled("AUTH was accepted before anything was proved");
      }
      throw ImapDialogue.rejected(Stage.POP_AUTHENTICATE, reply);
    }
    String shown = "[secret, " + sasl.response().length() + " octets]";
    dialogue.send(Stage.POP_AUTHENTICATE, sasl.response(), shown);
    Optional<String> challenge = Optional.empty();
    line = dialogue.line();
    for (int challenges = 0; isChallenge(line); challenges++) {
      if (challenges == MOST_CHALLENGES) {
        throw wire.garbled("one challenge after another in AUTH");
      }
      challenge = Optional.of(Sasl.decoded(line.substring(1), wire.secrets));
      dialogue.send(Stage.POP_AUTHENTICATE, sasl.afterChallenge(), "(acknowledged)");
      line = dialogue.line();
    }
    requireAccepted(dialogue.reply(line), challenge);
  }

  private static boolean isChallenge(String line) {
    return line.equals("+") || line.startsWith("+ ");
  }

  private static void requireAccepted(Reply.Pop reply, Optional<String> challenge)
      throws MailFailureException {
    if (reply.status() == PopStatus.ERR) {
      throw new MailFailureException(
          new MailFailure.Rejected(Stage.POP_AUTHENTICATE, reply, challenge));
    }
  }
}
