package com.mailgrant.rehearsal.mail.imap;

import com.mailgrant.rehearsal.fault.Fault;
import com.mailgrant.rehearsal.mail.Bearer;
import com.mailgrant.rehearsal.mail.Password;
import com.mailgrant.rehearsal.mail.SignIn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** LOGIN and AUTHENTICATE (RFC 3501 6.2, RFC 4959). */
final class Authentication {
  private Authentication() {}

  /** Passwords are refused whatever they are (facts/microsoft365 4.5). */
  static Answer login(ImapSession session, Command command)
      throws IOException, InterruptedException, BadCommandException {
    var arguments = command.arguments();
    var user = arguments.astring();
    arguments.space();
    var password = arguments.astring();
    arguments.end();
    return session.signIns.ask(new Password(user, password), session.wire)
            instanceof SignIn.Accepted accepted
        ? judged(session, "LOGIN", accepted)
        : Answer.no(session.manner.loginRefused());
  }

  static Answer authenticate(ImapSession session, Command command)
      throws IOException, InterruptedException, BadCommandException {
    var arguments = command.arguments();
    var mechanism = arguments.upperAtom();
    var initial = arguments.accept(' ') ? arguments.rest() : null;
    arguments.end();
    boolean understood =
        session.manner.mechanisms().contains(mechanism)
            && !session.tenant.strikes(Fault.NO_OAUTH_OFFERED, List.of());
    if (!understood && !mechanism.equals("PLAIN")) {
      return Answer.bad(session.manner.badArgument());
    }
    var response = initial == null ? ask(session, "") : initial;
    if (response.equals("*")) {
      return Answer.bad("AUTHENTICATE canceled.");
    }
    if (mechanism.equals("PLAIN")) {
      var password = Password.fromPlain(response);
      return password.isEmpty()
          ? Answer.no(session.manner.refused(SignIn.Refusal.TOKEN))
          : judged(session, mechanism, session.signIns.ask(password.get(), session.wire));
    }
    var bearer =
        mechanism.equals("XOAUTH2")
            ? Bearer.fromXoauth2(response)
            : Bearer.fromOauthBearer(response);
    return bearer.isEmpty()
        ? refused(session, mechanism, SignIn.Refusal.TOKEN)
        : judged(session, mechanism, session.signIns.ask(bearer.get(), session.wire));
  }

  private static Answer judged(ImapSession session, String mechanism, SignIn signIn)
      throws IOException {
    return switch (signIn) {
      case SignIn.Refusal.NOT_OFFERED -> Answer.bad(session.manner.badArgument());
      case SignIn.Scripted(var line) -> new Answer(line.word(), line.rest());
      case SignIn.Refusal refusal -> refused(session, mechanism, refusal);
      case SignIn.Accepted(var account) -> {
        session.signedIn(account);
        if (session.manner.tellsCapabilities()) {
          session.untagged("CAPABILITY " + session.manner.capabilities(account, true));
        }
        yield Answer.ok(session.manner.signedIn(account));
      }
    };
  }

  private static Answer refused(ImapSession session, String mechanism, SignIn.Refusal refusal)
      throws IOException {
    Optional<String> challenge =
        refusal == SignIn.Refusal.TOKEN ? session.manner.challenge(mechanism) : Optional.empty();
    if (challenge.isPresent()) {
      // The client says an empty line (XOAUTH2) or %x01 (RFC 7628 3.2.3); nothing else is awaited.
      ask(
          session,
          Base64.getEncoder().encodeToString(challenge.get().getBytes(StandardCharsets.US_ASCII)));
    }
    return Answer.no(session.manner.refused(refusal));
  }

  private static String ask(ImapSession session, String challenge) throws IOException {
    session.wire.say("+ " + challenge).flush();
    return session.wire.text(CommandReader.LONGEST_LINE);
  }
}
