package com.mailgrant.rehearsal.mail.smtp;

import com.mailgrant.rehearsal.fault.Fault;
import com.mailgrant.rehearsal.fault.Place;
import com.mailgrant.rehearsal.mail.Account;
import com.mailgrant.rehearsal.mail.Tenant;
import com.mailgrant.rehearsal.mime.MailDates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.UUID;
import java.util.stream.Stream;

/** What both submission servers share: judges messages, files the copies, delivers. Thread-safe. */
public final class Submissions {
  final Connections connections = new Connections();
  private final Tenant tenant;
  private final Delivery delivery;
  private final Pacer pacer = new Pacer();
  private final RecipientQuota quota = new RecipientQuota();

  /** Messages whose moment has not come. Guarded by this. */
  private final Queue<Waiting> waiting =
      new PriorityQueue<>(Comparator.comparing(Waiting::due).thenComparingLong(Waiting::order));

  private long orders;

  private record Waiting(Instant due, long order, Dispatch dispatch) {}

  public Submissions(Tenant tenant) {
    this.tenant = tenant;
    this.delivery = new Delivery(tenant);
  }

  /** Takes a message or says why not. */
  Reply submit(
      Account account, Transaction transaction, byte[] octets, SmtpManner manner, String session) {
    var scripted = tenant.lineAt(Place.SMTP_MESSAGE, account);
    if (scripted.isPresent()) {
      return Reply.of(scripted.get());
    }
    var letter = Letter.read(octets);
    if (tenant.strikes(Fault.SENDING_QUOTA_USED_UP, account)) {
      return manner.quotaExceeded();
    }
    if (octets.length > manner.largestMessage()) {
      return manner.tooLarge();
    }
    var authors = letter.addresses("From");
    if (authors.isEmpty()) {
      return Reply.of(
          550, "5.7.512 Access denied, message must be RFC 5322 section 3.6.2 compliant");
    }
    var denied = denied(account, authors, transaction.sender);
    if (denied.isPresent()) {
      var refusal = manner.sendAsDenied(account.person().userPrincipalName(), denied.get());
      if (refusal.isPresent()) {
        return refusal.get();
      }
      letter = corrected(letter, account);
    }
    var now = tenant.now();
    if (!quota.use(account.mailbox().address(), transaction.recipients.size(), now)) {
      return manner.quotaExceeded();
    }
    return file(account, transaction, letter, manner, session, now);
  }

  private Reply file(
      Account account,
      Transaction transaction,
      Letter letter,
      SmtpManner manner,
      String session,
      Instant now) {
    var given = letter.value("Message-ID").filter(id -> !id.isBlank());
    var messageId = given.orElseGet(() -> "<" + UUID.randomUUID() + "@" + manner.host() + ">");
    var complete =
        given.isPresent() ? letter : letter.without("Message-ID").with("Message-ID", messageId);
    if (letter.value("Date").isEmpty()) {
      complete = complete.with("Date", MailDates.write(now));
    }
    // Sent shows whom the blind copies went to; the recipients' copies do not (facts 4.6).
    if (account.mailbox().fileSent(complete.message(), now).isEmpty()) {
      return manner.mailboxFull();
    }
    var dispatch =
        new Dispatch(
            transaction.sender,
            List.copyOf(transaction.recipients),
            complete.without("Bcc").octets(),
            manner,
            now);
    var due = manner.paces() ? pacer.appointment(account.mailbox().address(), now) : now;
    if (due.isAfter(now)) {
      enqueue(due, dispatch);
    } else {
      delivery.deliver(dispatch);
    }
    return manner.accepted(messageId, now, session);
  }

  /** Delivers what had to wait and is due now. */
  public void release() {
    for (var dispatch : due()) {
      delivery.deliver(dispatch);
    }
  }

  private synchronized void enqueue(Instant due, Dispatch dispatch) {
    waiting.add(new Waiting(due, orders++, dispatch));
  }

  private synchronized List<Dispatch> due() {
    var now = tenant.now();
    var due = new ArrayList<Dispatch>();
    for (var next = waiting.peek();
        next != null && !next.due().isAfter(now);
        next = waiting.peek()) {
      due.add(next.dispatch());
      waiting.remove();
    }
    return due;
  }

  /** The first address that the person may not write as: in From, or else on the envelope. */
  private Optional<String> denied(Account account, List<String> authors, String sender) {
    if (tenant.strikes(Fault.SEND_AS_DENIED, account)) {
      return Optional.of(authors.getFirst());
    }
    return Stream.concat(authors.stream(), Stream.of(sender))
        .filter(address -> !tenant.directory().maySendAs(account.person(), address))
        .findFirst();
  }

  private static Letter corrected(Letter letter, Account account) {
    return letter
        .without("From")
        .with("X-Google-Original-From", letter.value("From").orElse(""))
        .with("From", account.mailbox().address());
  }
}
