package com.mailgrant.rehearsal.mail.pop3;

import com.mailgrant.rehearsal.fault.Fault;
import com.mailgrant.rehearsal.mail.Account;
import com.mailgrant.rehearsal.mail.Bearer;
import com.mailgrant.rehearsal.mail.LineTooLongException;
import com.mailgrant.rehearsal.mail.SignIn;
import com.mailgrant.rehearsal.mail.SignIns;
import com.mailgrant.rehearsal.mail.Tenant;
import com.mailgrant.rehearsal.mail.Wire;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One client's session: authorization first, then a {@link Maildrop} as it was at that moment. */
final class Pop3Session {
  /** RFC 2449 4 says 255; the second line of AUTH carries a token of some kB. */
  private static final int LONGEST_LINE = 16 * 1024;

  /** RFC 1939 3: at least ten minutes. */
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private static final int MOST_COMPLAINTS = 30;
  private static final String REFUSED =
      "-ERR Authentication failure: unknown user name or bad password.";
  private static final String PROTOCOL_ERROR = "-ERR Protocol error. 14";

  private final Tenant tenant;
  private final SignIns signIns;
  private final Wire wire;
  private @Nullable Account account;
  private @Nullable Maildrop drop;
  private boolean userNamed;
  private boolean ended;
  private int complaints;

  Pop3Session(Tenant tenant, SignIns signIns, Wire wire) {
    this.tenant = tenant;
    this.signIns = signIns;
    this.wire = wire;
  }

  void run() throws IOException, InterruptedException {
    var place = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
    wire.say(
            "+OK The Microsoft Exchange POP3 service is ready. ["
                + Base64.getEncoder().encodeToString(place)
                + "]")
        .flush();
    while (!ended) {
      try {
        perform(wire.text(LONGEST_LINE));
      } catch (LineTooLongException _) {
        complain("-ERR Command is too long. 10");
      } catch (SocketTimeoutException _) {
        wire.say("-ERR Connection is closed. 21");
        ended = true;
      }
      wire.flush();
    }
  }

  private void perform(String line) throws IOException, InterruptedException {
    int space = line.indexOf(' ');
    var name = (space < 0 ? line : line.substring(0, space)).toUpperCase(Locale.ROOT);
    var argument = space < 0 ? "" : line.substring(space + 1).strip();
    var who = account;
    var open = drop;
    if (name.equals("QUIT")) {
      quit(open);
    } else if (name.equals("CAPA")) {
      capabilities();
    } else if (who == null) {
      stranger(name, argument);
    } else if (open == null) {
      // The token was good, the mailbox does not open (facts/microsoft365 4.5).
      complain("-ERR User is authenticated but not connected.");
    } else if (!tenant.now().isBefore(who.tokenEnds())) {
      wire.say("-ERR Session invalidated - AccessTokenExpired");
      ended = true;
    } else if (!open.perform(name, argument, wire)) {
      complain(PROTOCOL_ERROR);
    }
  }

  private void quit(@Nullable Maildrop open) throws IOException {
    if (open != null) {
      open.update();
    }
    wire.say("+OK Microsoft Exchange Server POP3 server signing off.");
    ended = true;
  }

  private void capabilities() throws IOException {
    boolean oauth = !tenant.strikes(Fault.NO_OAUTH_OFFERED, List.of());
    wire.say("+OK").say("TOP").say("UIDL");
    wire.say(oauth ? "SASL XOAUTH2" : "SASL PLAIN");
    if (!oauth) {
      wire.say("USER");
    }
    wire.say(".");
  }

  private void stranger(String name, String argument) throws IOException, InterruptedException {
    switch (name) {
      case "AUTH" -> authenticate(argument);
      case "USER" -> {
        userNamed = true;
        wire.say("+OK");
      }
      case "PASS" -> {
        // Passwords are refused whatever they are.
        complain(
            userNamed ? "-ERR Logon failure: unknown user name or bad password." : PROTOCOL_ERROR);
        userNamed = false;
      }
      default -> complain(PROTOCOL_ERROR);
    }
  }

  private void authenticate(String argument) throws IOException, InterruptedException {
    boolean oauth = !tenant.strikes(Fault.NO_OAUTH_OFFERED, List.of());
    if (argument.isEmpty()) {
      // RFC 5034 says an error; Exchange lists what it offers, as older clients expect.
      wire.say("+OK").say(oauth ? "XOAUTH2" : "PLAIN").say(".");
      return;
    }
    if (argument.toUpperCase(Locale.ROOT).startsWith("XOAUTH2 ")) {
      // Exchange wants two lines (facts/microsoft365 4.2, diagnosis D45).
      complain(REFUSED);
      return;
    }
    if (!argument.equalsIgnoreCase("XOAUTH2") || !oauth) {
      complain("-ERR Unrecognized authentication type. 11");
      return;
    }
    wire.say("+ ").flush();
    var response = wire.text(LONGEST_LINE);
    if (response.equals("*")) {
      complain("-ERR Authentication canceled.");
      return;
    }
    var bearer = Bearer.fromXoauth2(response);
    if (bearer.isEmpty()) {
      complain(REFUSED);
      return;
    }
    switch (signIns.ask(bearer.get(), wire)) {
      case SignIn.Accepted(var who) -> signedIn(who);
      case SignIn.Scripted(var line) -> complain(line.text());
      case SignIn.Refusal.BUSY -> complain("-ERR Server Unavailable. 15");
      case SignIn.Refusal.NOT_OFFERED -> complain("-ERR Unrecognized authentication type. 11");
      case SignIn.Refusal _ -> complain(REFUSED);
    }
  }

  private void signedIn(Account who) throws IOException {
    wire.patience(PATIENCE);
    account = who;
    drop = who.connected() ? Maildrop.of(who.mailbox().inbox()) : null;
    wire.say("+OK User successfully authenticated.");
  }

  private void complain(String reply) throws IOException {
    complaints++;
    wire.say(reply);
    ended = complaints > MOST_COMPLAINTS;
  }
}
