package com.mailgrant.rehearsal.mail.smtp;

import com.mailgrant.rehearsal.mail.Account;
import com.mailgrant.rehearsal.mail.HungUpException;
import com.mailgrant.rehearsal.mail.LineTooLongException;
import com.mailgrant.rehearsal.mail.SignIn;
import com.mailgrant.rehearsal.mail.Tenant;
import com.mailgrant.rehearsal.mail.Wire;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One client's session. */
final class SmtpSession {
  private static final int SERVICE_CLOSING = 421;
  private static final int MOST_ERRORS = 50;

  private final Tenant tenant;
  private final SmtpManner manner;
  private final Submissions submissions;
  private final SmtpAuthentication authentication;
  private final Wire wire;
  private final String id = UUID.randomUUID().toString().replace("-", "").substring(0, 16);
  private final MailCommands mail;
  private boolean greeted;
  private @Nullable Account account;
  private boolean ended;
  private int errors;

  SmtpSession(
      Tenant tenant,
      SmtpManner manner,
      Submissions submissions,
      SmtpAuthentication authentication,
      Wire wire) {
    this.tenant = tenant;
    this.manner = manner;
    this.submissions = submissions;
    this.authentication = authentication;
    this.wire = wire;
    this.mail = new MailCommands(tenant, manner, submissions, wire, id);
  }

  void run() throws IOException, InterruptedException {
    try {
      say(manner.greeting(tenant.now(), id));
      while (!ended) {
        readAndPerform();
      }
    } finally {
      signOut();
    }
  }

  private void readAndPerform() throws IOException, InterruptedException {
    // Replies to pipelined commands go out together (RFC 2920).
    if (!wire.hasMore()) {
      wire.flush();
    }
    try {
      perform(wire.text(SmtpAuthentication.LONGEST_LINE));
    } catch (LineTooLongException _) {
      say(Reply.of(500, "5.5.2 Line too long"));
    } catch (SocketTimeoutException _) {
      say(Reply.of(SERVICE_CLOSING, "4.4.1 Connection timed out"));
    }
    if (ended) {
      wire.flush();
    }
  }

  private void perform(String line) throws IOException, InterruptedException {
    int space = line.indexOf(' ');
    var name = (space < 0 ? line : line.substring(0, space)).toUpperCase(Locale.ROOT);
    var argument = space < 0 ? "" : line.substring(space + 1).strip();
    switch (name) {
      case "EHLO", "HELO" -> hello(name, argument);
      case "STARTTLS" -> startTls(argument);
      case "AUTH" -> authenticate(argument);
      case "MAIL" -> say(mail.mail(account, argument));
      case "RCPT" -> say(mail.recipient(account, argument));
      case "DATA" -> say(mail.data(account));
      case "BDAT" -> say(mail.chunk(account, argument));
      case "RSET" -> {
        mail.reset();
        say(Reply.of(250, "2.0.0 Resetting"));
      }
      case "NOOP" -> say(Reply.of(250, "2.0.0 OK"));
      case "VRFY" -> say(Reply.of(252, "2.1.5 Cannot VRFY user"));
      case "QUIT" -> {
        say(Reply.of(221, "2.0.0 Service closing transmission channel"));
        ended = true;
      }
      default -> say(Reply.of(500, "5.3.3 Unrecognized command"));
    }
  }

  private void hello(String name, String argument) throws IOException {
    if (argument.isEmpty()) {
      say(Reply.of(501, "5.5.4 Invalid domain name"));
      return;
    }
    mail.reset();
    greeted = true;
    var hello = Reply.of(250, manner.hello(wire.client()));
    if (name.equals("EHLO")) {
      var lines = new ArrayList<>(hello.lines());
      lines.addAll(manner.extensions());
      lines.add(wire.isSecure() ? "AUTH " + authentication.mechanisms() : "STARTTLS");
      hello = new Reply(250, lines);
    }
    say(hello);
  }

  private void startTls(String argument) throws IOException {
    if (!argument.isEmpty() || wire.isSecure()) {
      say(Reply.of(argument.isEmpty() ? 503 : 501, "5.5.2 STARTTLS not possible"));
      return;
    }
    say(Reply.of(220, "2.0.0 SMTP server ready"));
    wire.flush();
    wire.startTls();
    // RFC 3207 4.2: all that was learnt in the clear is forgotten.
    greeted = false;
    mail.reset();
  }

  private void authenticate(String argument) throws IOException, InterruptedException {
    if (!wire.isSecure()) {
      say(manner.refused(SignIn.Refusal.NOT_OFFERED));
      return;
    }
    if (!greeted || account != null || argument.isEmpty()) {
      say(
          argument.isEmpty()
              ? Reply.of(501, "5.5.4 Unrecognized parameter")
              : Reply.of(503, "5.5.2 Bad sequence of commands"));
      return;
    }
    switch (authentication.authenticate(argument)) {
      case SmtpAuthentication.Outcome.Refused(var reply) -> say(reply);
      case SmtpAuthentication.Outcome.Accepted(var who) -> {
        if (submissions.connections.enter(who.mailbox().address())) {
          account = who;
          say(manner.signedIn());
        } else {
          say(manner.refused(SignIn.Refusal.TOO_MANY_CONNECTIONS));
        }
      }
    }
  }

  private void signOut() {
    var who = account;
    if (who != null) {
      submissions.connections.leave(who.mailbox().address());
      account = null;
    }
  }

  private void say(Reply reply) throws IOException {
    var complete = reply.isError() ? reply.with(manner.trace(tenant.now(), id)) : reply;
    for (var line : complete.wire()) {
      wire.say(line);
    }
    if (reply.code() == SERVICE_CLOSING) {
      ended = true;
    }
    if (reply.isError() && ++errors > MOST_ERRORS) {
      wire.say("421 4.7.0 Too many errors on this connection, closing transmission channel");
      wire.flush();
      throw new HungUpException("too many errors");
    }
  }
}
