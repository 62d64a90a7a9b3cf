package com.mailgrant.health;

import com.mailgrant.account.AccountState;
import com.mailgrant.account.Accounts;
import com.mailgrant.account.EmailAddress;
import com.mailgrant.account.MailAccount;
import com.mailgrant.health.NoticeMailTable.Waiting;
import com.mailgrant.outbox.MessageDraft;
import com.mailgrant.outbox.MessageDraft.Recipient;
import com.mailgrant.outbox.Outbox;
import com.mailgrant.platform.MailgrantProperties;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Sends notices through an account that works: the broken one cannot tell of itself. */
@Service
class NoticeMail {
  private static final Logger LOG = LoggerFactory.getLogger(NoticeMail.class);

  /** What waited longer is no news; the page shows it all the same. */
  private static final Duration STALE = Duration.ofDays(1);

  private static final int MOST_A_ROUND = 200;

  private final NoticeMailTable table;
  private final HealthTable health;
  private final Accounts accounts;
  private final Outbox outbox;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final List<String> recipients;

  NoticeMail(
      NoticeMailTable table,
      HealthTable health,
      Accounts accounts,
      Outbox outbox,
      TransactionTemplate transaction,
      Clock clock,
      MailgrantProperties properties) {
    this.table = table;
    this.health = health;
    this.accounts = accounts;
    this.outbox = outbox;
    this.transaction = transaction;
    this.clock = clock;
    this.recipients = properties.health().recipients();
    for (var recipient : recipients) {
      if (EmailAddress.parse(recipient).isEmpty()) {
        throw new IllegalStateException(
            "mailgrant.health.notify: '" + recipient + "' is no email address");
      }
    }
  }

  /** Hands over what waits, as far as there is an account to send it. */
  void send() {
    transaction.executeWithoutResult(_ -> table.lock(MOST_A_ROUND).forEach(this::send));
  }

  private void send(Waiting waiting) {
    var carrier = carrier(waiting);
    if (carrier.isPresent() && !recipients.isEmpty()) {
      outbox.accept(carrier.get(), draft(waiting), "health-" + waiting.id());
      table.delete(waiting.id());
    } else if (waiting.createdAt().plus(STALE).isBefore(clock.instant())) {
      LOG.warn(
          "No account could send the notice \"{}\" of {}; it is dropped. The health page shows what"
              + " lasts.",
          waiting.text().subject(),
          waiting.createdAt());
      table.delete(waiting.id());
    }
  }

  /** The account of the same organization that was proved last to send, and is not concerned. */
  private Optional<MailAccount> carrier(Waiting waiting) {
    return health.of(waiting.organization()).stream()
        .filter(row -> !waiting.concerned().contains(row.account()))
        .filter(row -> row.outbound().light() == Light.OK && row.failures() == 0)
        .sorted(
            Comparator.comparing(
                    (HealthRow row) -> {
                      var ok = row.outbound().okAt();
                      return ok == null ? Instant.EPOCH : ok;
                    })
                .reversed())
        .map(row -> accounts.find(row.account()))
        .flatMap(Optional::stream)
        .filter(account -> account.state() == AccountState.ACTIVE)
        .findFirst();
  }

  private MessageDraft draft(Waiting waiting) {
    var to = new ArrayList<@Nullable Recipient>();
    recipients.forEach(address -> to.add(new Recipient(null, address)));
    var owner = waiting.owner();
    if (owner != null && recipients.stream().noneMatch(owner::equalsIgnoreCase)) {
      to.add(new Recipient(null, owner));
    }
    return new MessageDraft(
        to, null, null, waiting.text().subject(), waiting.text().body(), null, null);
  }
}
