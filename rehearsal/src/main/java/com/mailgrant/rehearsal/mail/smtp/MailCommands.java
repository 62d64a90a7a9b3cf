package com.mailgrant.rehearsal.mail.smtp;

import com.mailgrant.rehearsal.fault.Fault;
import com.mailgrant.rehearsal.fault.Place;
import com.mailgrant.rehearsal.mail.Account;
import com.mailgrant.rehearsal.mail.HungUpException;
import com.mailgrant.rehearsal.mail.Tenant;
import com.mailgrant.rehearsal.mail.Wire;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** MAIL, RCPT, DATA and BDAT (RFC 5321 3.3, RFC 3030). */
final class MailCommands {
  private static final Set<String> MAIL_PARAMETERS =
      Set.of("SIZE", "BODY", "SMTPUTF8", "RET", "ENVID", "AUTH");
  private static final Set<String> RCPT_PARAMETERS = Set.of("NOTIFY", "ORCPT");
  private static final Set<String> BODIES = Set.of("7BIT", "8BITMIME", "BINARYMIME");

  private static final Reply BAD_SEQUENCE = Reply.of(503, "5.5.2 Bad sequence of commands");
  private static final Reply BAD_ADDRESS = Reply.of(501, "5.1.7 Invalid address");
  private static final Reply BAD_PARAMETER = Reply.of(501, "5.5.4 Unrecognized parameter");

  private final Tenant tenant;
  private final SmtpManner manner;
  private final Submissions submissions;
  private final Wire wire;
  private final String session;
  private @Nullable Transaction transaction;

  MailCommands(
      Tenant tenant, SmtpManner manner, Submissions submissions, Wire wire, String session) {
    this.tenant = tenant;
    this.manner = manner;
    this.submissions = submissions;
    this.wire = wire;
    this.session = session;
  }

  void reset() {
    transaction = null;
  }

  Reply mail(@Nullable Account account, String argument) {
    if (account == null || tenant.strikes(Fault.NOT_AUTHENTICATED_AT_MAIL, account)) {
      return manner.notSignedIn();
    }
    var scripted = tenant.lineAt(Place.SMTP_SENDER, account);
    if (scripted.isPresent()) {
      return Reply.of(scripted.get());
    }
    if (tenant.strikes(Fault.MAIL_SERVER_BUSY, account)) {
      return manner.busy(wire.client());
    }
    if (transaction != null) {
      return BAD_SEQUENCE;
    }
    if (!argument.regionMatches(true, 0, "FROM:", 0, 5)) {
      return Reply.of(501, "5.5.4 Invalid arguments");
    }
    var path = Path.parse(argument.substring(5));
    if (path.isEmpty()) {
      return BAD_ADDRESS;
    }
    var parameters = path.get().parameters();
    var body = parameters.getOrDefault("BODY", "7BIT").toUpperCase(Locale.ROOT);
    if (!MAIL_PARAMETERS.containsAll(parameters.keySet()) || !BODIES.contains(body)) {
      return BAD_PARAMETER;
    }
    var size = parameters.getOrDefault("SIZE", "0");
    if (!size.matches("[0-9]{1,18}")) {
      return BAD_PARAMETER;
    }
    if (Long.parseLong(size) > manner.largestMessage()) {
      return manner.tooLarge();
    }
    boolean utf8 = parameters.containsKey("SMTPUTF8");
    if (!utf8 && !path.get().isAscii()) {
      return needsUtf8();
    }
    transaction = new Transaction(path.get().address(), utf8, body.equals("BINARYMIME"));
    return Reply.of(250, "2.1.0 Sender OK");
  }

  Reply recipient(@Nullable Account account, String argument) {
    var open = transaction;
    if (account == null || open == null || open.chunked) {
      return BAD_SEQUENCE;
    }
    if (!argument.regionMatches(true, 0, "TO:", 0, 3)) {
      return Reply.of(501, "5.5.4 Invalid arguments");
    }
    var path = Path.parse(argument.substring(3));
    if (path.isEmpty() || path.get().address().isEmpty()) {
      return Reply.of(501, "5.1.3 Invalid address");
    }
    if (!RCPT_PARAMETERS.containsAll(path.get().parameters().keySet())) {
      return BAD_PARAMETER;
    }
    if (!open.utf8 && !path.get().isAscii()) {
      return needsUtf8();
    }
    var scripted = tenant.lineAt(Place.SMTP_RECIPIENT, account);
    if (scripted.isPresent()) {
      return Reply.of(scripted.get());
    }
    if (tenant.strikes(Fault.RECIPIENT_REFUSED, account)) {
      return manner.recipientRefused(path.get().address());
    }
    if (open.recipients.size() >= manner.mostRecipients()) {
      return manner.tooManyRecipients();
    }
    open.recipients.add(recipient(path.get().address(), path.get().parameters()));
    return Reply.of(250, "2.1.5 Recipient OK");
  }

  private static Transaction.Recipient recipient(String address, Map<String, String> parameters) {
    var notify = parameters.getOrDefault("NOTIFY", "FAILURE").toUpperCase(Locale.ROOT);
    return new Transaction.Recipient(
        address, notify.contains("FAILURE"), notify.contains("SUCCESS"));
  }

  Reply data(@Nullable Account account) throws IOException {
    var open = transaction;
    if (account == null || open == null || open.chunked || open.binary) {
      return BAD_SEQUENCE;
    }
    if (open.recipients.isEmpty()) {
      return Reply.of(503, "5.5.2 Need rcpt command");
    }
    wire.say("354 Start mail input; end with <CRLF>.<CRLF>").flush();
    var data = DataReader.read(wire, ExchangeSmtpManner.ANNOUNCED_SIZE);
    reset();
    if (data.tooLarge()) {
      return manner.tooLarge();
    }
    return data.bareLineFeeds()
        ? Reply.of(550, "5.6.11 SMTPSEND.BareLinefeedsAreIllegal; message contains bare linefeeds")
        : submit(account, open, data.octets());
  }

  Reply chunk(@Nullable Account account, String argument) throws IOException {
    var words = argument.toUpperCase(Locale.ROOT).split(" +", -1);
    boolean last = words.length == 2 && words[1].equals("LAST");
    if (!words[0].matches("[0-9]{1,10}") || (words.length == 2 && !last) || words.length > 2) {
      // How many octets follow cannot be known, so that the dialogue is at its end.
      return Reply.of(421, "4.3.2 Invalid BDAT");
    }
    long size = Long.parseLong(words[0]);
    var open = transaction;
    if (account == null || open == null || open.recipients.isEmpty()) {
      discard(size);
      return BAD_SEQUENCE;
    }
    open.chunked = true;
    if (open.tooLarge || size + open.chunks.size() > ExchangeSmtpManner.ANNOUNCED_SIZE) {
      open.tooLarge = true;
      discard(size);
    } else {
      open.chunks.writeBytes(wire.octets((int) size));
    }
    if (!last) {
      return open.tooLarge
          ? manner.tooLarge()
          : Reply.of(250, "2.6.0 CHUNK received OK, " + size + " octets");
    }
    reset();
    return open.tooLarge ? manner.tooLarge() : submit(account, open, open.chunks.toByteArray());
  }

  private Reply submit(Account account, Transaction done, byte[] octets) throws IOException {
    if (tenant.strikes(Fault.CONNECTION_LOST_AFTER_DATA, account)) {
      throw new HungUpException("the connection is lost after the message");
    }
    return submissions.submit(account, done, octets, manner, session);
  }

  private void discard(long size) throws IOException {
    if (size > 2L * ExchangeSmtpManner.ANNOUNCED_SIZE) {
      throw new HungUpException("a chunk of " + size + " octets");
    }
    wire.discard(size);
  }

  private static Reply needsUtf8() {
    return Reply.of(553, "5.6.7 Address needs SMTPUTF8");
  }
}
