package com.mailgrant.rehearsal.mail.smtp;

import com.mailgrant.rehearsal.fault.Fault;
import com.mailgrant.rehearsal.mail.Account;
import com.mailgrant.rehearsal.mail.Bearer;
import com.mailgrant.rehearsal.mail.Password;
import com.mailgrant.rehearsal.mail.SignIn;
import com.mailgrant.rehearsal.mail.SignIns;
import com.mailgrant.rehearsal.mail.Tenant;
import com.mailgrant.rehearsal.mail.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** AUTH (RFC 4954), up to the judgement. */
final class SmtpAuthentication {
  /** RFC 4954 4: lines of the exchange. */
  static final int LONGEST_LINE = 12_288;

  /** Either somebody who may, or a reply. */
  sealed interface Outcome {
    record Accepted(Account account) implements Outcome {}

    record Refused(Reply reply) implements Outcome {}
  }

  private final Tenant tenant;
  private final SignIns signIns;
  private final SmtpManner manner;
  private final Wire wire;

  SmtpAuthentication(Tenant tenant, SignIns signIns, SmtpManner manner, Wire wire) {
    this.tenant = tenant;
    this.signIns = signIns;
    this.manner = manner;
    this.wire = wire;
  }

  /** What stands behind AUTH in the answer to EHLO. */
  String mechanisms() {
    return manner.mechanisms(!tenant.strikes(Fault.NO_OAUTH_OFFERED, List.of()));
  }

  /**
   * @param argument mechanism and perhaps the initial response
   */
  Outcome authenticate(String argument) throws IOException, InterruptedException {
    int space = argument.indexOf(' ');
    var mechanism = (space < 0 ? argument : argument.substring(0, space)).toUpperCase(Locale.ROOT);
    var initial =
        space < 0 ? Optional.<String>empty() : Optional.of(argument.substring(space + 1).strip());
    if (!List.of(mechanisms().split(" ", -1)).contains(mechanism)) {
      return new Outcome.Refused(manner.refused(SignIn.Refusal.NOT_OFFERED));
    }
    return switch (mechanism) {
      case "LOGIN" -> login(initial);
      case "PLAIN" -> plain(initial);
      default -> token(mechanism, initial);
    };
  }

  private Outcome login(Optional<String> user) throws IOException, InterruptedException {
    var name = user.isPresent() ? user.get() : ask("Username:");
    if (name.equals("*")) {
      return canceled();
    }
    var word = ask("Password:");
    return word.equals("*") ? canceled() : judged(Password.fromLogin(name, word));
  }

  private Outcome plain(Optional<String> initial) throws IOException, InterruptedException {
    var response = initial.isPresent() ? initial.get() : ask("");
    return response.equals("*") ? canceled() : judged(Password.fromPlain(response));
  }

  private Outcome judged(Optional<Password> password) throws IOException, InterruptedException {
    return password.isPresent()
            && signIns.ask(password.get(), wire) instanceof SignIn.Accepted(var account)
        ? new Outcome.Accepted(account)
        : new Outcome.Refused(manner.passwordRefused());
  }

  private Outcome token(String mechanism, Optional<String> initial)
      throws IOException, InterruptedException {
    var response = initial.isPresent() ? initial.get() : ask("");
    if (response.equals("*")) {
      return canceled();
    }
    var bearer =
        mechanism.equals("XOAUTH2")
            ? Bearer.fromXoauth2(response)
            : Bearer.fromOauthBearer(response);
    if (bearer.isEmpty()) {
      return new Outcome.Refused(manner.malformed());
    }
    return switch (signIns.ask(bearer.get(), wire)) {
      case SignIn.Accepted(var account) -> new Outcome.Accepted(account);
      case SignIn.Scripted(var line) -> new Outcome.Refused(Reply.of(line));
      case SignIn.Refusal refusal -> refused(mechanism, refusal);
    };
  }

  private Outcome refused(String mechanism, SignIn.Refusal refusal) throws IOException {
    if (refusal == SignIn.Refusal.TOKEN) {
      var challenge = manner.challenge(mechanism);
      if (challenge.isPresent()) {
        // The client acknowledges with a line of no interest; then comes the last word.
        ask(challenge.get());
      }
    }
    return new Outcome.Refused(manner.refused(refusal));
  }

  private static Outcome canceled() {
    return new Outcome.Refused(Reply.of(501, "5.7.0 Authentication canceled"));
  }

  private String ask(String challenge) throws IOException {
    var encoded = Base64.getEncoder().encodeToString(challenge.getBytes(StandardCharsets.US_ASCII));
    wire.say("334 " + encoded).flush();
    return wire.text(LONGEST_LINE);
  }
}
