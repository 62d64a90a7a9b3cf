package com.mailgrant.watch;

import com.mailgrant.account.AccountServers;
import com.mailgrant.account.Accounts;
import com.mailgrant.account.MailAccount;
import com.mailgrant.mail.MailFailure;
import com.mailgrant.mail.MailFailureException;
import com.mailgrant.mail.Stage;
import com.mailgrant.platform.MailgrantProperties;
import com.mailgrant.provider.Failure;
import com.mailgrant.provider.MailProviders;
import com.mailgrant.session.MailSessions;
import com.mailgrant.session.MailSessions.Lasting;
import com.mailgrant.session.NoSession;
import com.mailgrant.sync.DropRound;
import com.mailgrant.sync.Fence;
import com.mailgrant.sync.Mailbox;
import com.mailgrant.sync.MailboxRound;
import com.mailgrant.sync.MailboxRound.Next;
import com.mailgrant.sync.Synchronisations;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Watches one account for as long as its claim holds: one session, waiting in IDLE on the Inbox
 * (RFC 2177) where the server has that, and looking at the other folders from time to time. What
 * goes wrong here is never held against the account; {@code health} judges.
 */
@Component
class Watching {
  private static final Logger LOG = LoggerFactory.getLogger(Watching.class);

  /** Before servers (RFC 2177: 30 minutes) and routers forget a quiet connection. */
  private static final Duration IDLE = Duration.ofMinutes(9);

  /** Time for the other half of a move to show up. */
  private static final Duration SOON = Duration.ofSeconds(10);

  /** A session that has worked may end without anything being wrong, but not this often. */
  private static final Duration BETWEEN_ENDS = Duration.ofMinutes(1);

  /** Failures in a row that are no restart of a server any more. */
  private static final int LASTING = 3;

  private static final Duration NO_SERVER = Duration.ofHours(1);

  private final WatchTable table;
  private final Accounts accounts;
  private final AccountServers servers;
  private final MailProviders providers;
  private final MailSessions sessions;
  private final Synchronisations synchronisations;
  private final MailboxRound rounds;
  private final DropRound drops;
  private final Gate gate;
  private final TroubleLog troubles;
  private final ApplicationEventPublisher events;
  private final Clock clock;
  private final MailgrantProperties.Watch settings;
  private final RandomGenerator random = RandomGenerator.getDefault();

  Watching(
      WatchTable table,
      Accounts accounts,
      AccountServers servers,
      MailProviders providers,
      MailSessions sessions,
      Synchronisations synchronisations,
      MailboxRound rounds,
      DropRound drops,
      Gate gate,
      TroubleLog troubles,
      ApplicationEventPublisher events,
      Clock clock,
      MailgrantProperties properties) {
    this.table = table;
    this.accounts = accounts;
    this.servers = servers;
    this.providers = providers;
    this.sessions = sessions;
    this.synchronisations = synchronisations;
    this.rounds = rounds;
    this.drops = drops;
    this.gate = gate;
    this.troubles = troubles;
    this.events = events;
    this.clock = clock;
    this.settings = properties.watch();
  }

  /** Returns when the watch has ended, and the claim has been given back. */
  void watch(Watch watch) {
    var claim = watch.claim();
    try {
      watch.begins();
      attempt(watch);
    } catch (Fence.Overtaken e) {
      LOG.debug("Account {} is watched by somebody else now.", claim.account().value());
    } catch (InterruptedException e) {
      // Stopped; nobody may be left to give the claim back to, and the lease ends by itself.
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      stumbled(watch, e);
    }
  }

  private void attempt(Watch watch) throws InterruptedException {
    var claim = watch.claim();
    var found = accounts.find(claim.account());
    if (found.isEmpty()) {
      table.release(claim);
      return;
    }
    var account = found.get();
    synchronisations.begin(account.id());
    if (servers.imap(account).isPresent()) {
      follow(watch, account);
    } else if (servers.pop3(account).isPresent()) {
      lookAtDrop(watch, account);
    } else {
      table.releaseInTrouble(
          claim, "The account has no server to read from.", claim.failures(), NO_SERVER);
    }
  }

  /** One session after the other. */
  private void follow(Watch watch, MailAccount account) throws InterruptedException {
    var host = servers.imap(account).orElseThrow().host();
    int failures = watch.claim().failures();
    long endedAt = System.nanoTime() - BETWEEN_ENDS.toNanos();
    while (!watch.isStopping()) {
      boolean worked = false;
      try (var opened = open(watch, account, host)) {
        var next = opened.roundInTurn();
        worked = true;
        opened.follow(next);
        failures = 0;
      } catch (NoSession e) {
        trouble(watch, account, host, failures + 1, e.failure());
        return;
      } catch (MailFailureException e) {
        boolean seldom = System.nanoTime() - endedAt >= BETWEEN_ENDS.toNanos();
        if (!worked || !seldom || asksForPause(account, e.failure())) {
          trouble(watch, account, host, failures + 1, new Failure.Mail(e.failure()));
          return;
        }
        // Ended by the server, by a router, or with its token: the next one tells whether more is
        // wrong.
        failures = 0;
        endedAt = System.nanoTime();
        watch.sleep(Duration.ofMillis(random.nextInt(1_000)));
      }
    }
    table.release(watch.claim());
  }

  private Opened open(Watch watch, MailAccount account, String host)
      throws InterruptedException, NoSession, MailFailureException {
    Lasting lasting;
    try (var _ = gate.signIn(host)) {
      lasting = sessions.lastingImap(account);
    }
    boolean ready = false;
    try {
      var mailbox = Mailbox.of(account, lasting.session(), () -> table.hold(watch.claim()));
      var opened = new Opened(watch, mailbox, lasting.until());
      watch.listensOn(lasting.session());
      ready = true;
      return opened;
    } finally {
      if (!ready) {
        lasting.session().close();
      }
    }
  }

  private void lookAtDrop(Watch watch, MailAccount account) throws InterruptedException {
    var claim = watch.claim();
    var host = servers.pop3(account).orElseThrow().host();
    try (var _ = gate.signIn(host);
        var session = sessions.pop(account)) {
      drops.look(account, session, () -> table.hold(claim));
      table.releaseUntil(claim, "pop3", jittered(settings.inbox()));
    } catch (NoSession e) {
      trouble(watch, account, host, claim.failures() + 1, e.failure());
    } catch (MailFailureException e) {
      trouble(watch, account, host, claim.failures() + 1, new Failure.Mail(e.failure()));
    }
  }

  private void trouble(
      Watch watch, MailAccount account, String host, int failures, Failure failure) {
    var asked =
        failure instanceof Failure.Mail mail
            ? providers.of(account.type()).pauseAsked(mail.failure())
            : java.util.Optional.<Duration>empty();
    var pause = asked.orElseGet(() -> Pauses.after(failures, isRefusal(failure), random));
    var words = words(failure);
    troubles.trouble(host, account.id().value().toString(), words, pause);
    table.releaseInTrouble(watch.claim(), words, failures, pause);
    if (failures >= LASTING || isRefusal(failure)) {
      events.publishEvent(new WatchInterrupted(account.id()));
    }
  }

  private void stumbled(Watch watch, RuntimeException e) {
    if (watch.isStopping()) {
      return;
    }
    int failures = watch.claim().failures() + 1;
    var pause = Pauses.after(failures, false, random);
    LOG.warn(
        "Watching account {} stumbled. It goes on by itself in {} ms.",
        watch.claim().account().value(),
        pause.toMillis(),
        e);
    try {
      table.releaseInTrouble(
          watch.claim(), "Mailgrant stumbled: " + e.getClass().getSimpleName(), failures, pause);
    } catch (RuntimeException alsoThis) {
      LOG.warn("The claim could not be given back; it ends with this node's lease.", alsoThis);
    }
  }

  private boolean asksForPause(MailAccount account, MailFailure failure) {
    return providers.of(account.type()).pauseAsked(failure).isPresent();
  }

  private static boolean isRefusal(Failure failure) {
    return switch (failure) {
      case Failure.Mail mail ->
          mail.failure() instanceof MailFailure.Rejected rejected
              && (rejected.stage() == Stage.IMAP_AUTHENTICATE
                  || rejected.stage() == Stage.POP_AUTHENTICATE);
      case Failure.NoAnswer _ -> false;
      case Failure.SignInRefused _,
          Failure.CodeRefused _,
          Failure.TokenRefused _,
          Failure.Lacking _,
          Failure.WrongPerson _,
          Failure.WrongToken _ ->
          true;
    };
  }

  private static String words(Failure failure) {
    return switch (failure) {
      case Failure.Mail mail -> mail.failure().summary();
      case Failure.NoAnswer none -> none.host() + ": " + none.detail();
      case Failure.Lacking lacking -> lacking.detail();
      case Failure.WrongToken wrong -> wrong.detail();
      case Failure.WrongPerson _ -> "another person has signed in";
      case Failure.SignInRefused _, Failure.CodeRefused _, Failure.TokenRefused _ ->
          "the sign-in does not serve any more";
    };
  }

  private Duration jittered(Duration time) {
    return Duration.ofMillis(Math.round(time.toMillis() * (0.9 + 0.2 * random.nextDouble())));
  }

  /** One session, from its first look to its end. */
  private final class Opened implements AutoCloseable {
    private final Watch watch;
    private final Mailbox mailbox;
    private final @org.jspecify.annotations.Nullable Instant leaveAt;
    private final boolean idles;

    private Opened(Watch watch, Mailbox mailbox, @org.jspecify.annotations.Nullable Instant until)
        throws MailFailureException {
      this.watch = watch;
      this.mailbox = mailbox;
      this.leaveAt = until == null ? null : Stay.end(clock.instant(), until);
      this.idles = mailbox.session().capabilities().has("IDLE");
    }

    /** Returns when it is stopped, or when the token is about to expire. */
    void follow(Next first) throws MailFailureException, InterruptedException {
      var next = first;
      long roundAt = System.nanoTime();
      var every = jittered(settings.folders());
      while (!watch.isStopping() && !left().isNegative()) {
        var pause =
            next == Next.WAIT ? every : next == Next.SOON ? shorter(SOON, every) : Duration.ZERO;
        var wait = pause.minusNanos(System.nanoTime() - roundAt);
        if (!wait.isPositive()) {
          next = next == Next.AT_ONCE ? roundInTurn() : rounds.all(mailbox);
          roundAt = System.nanoTime();
          table.works(watch.claim(), way());
          continue;
        }
        await(shorter(wait, left()));
        if (!watch.isStopping() && (mailbox.stirred() || !idles)) {
          var seen = rounds.inboxAlone(mailbox);
          next = seen == Next.WAIT ? next : seen;
        }
      }
    }

    /** Looks at everything, when it is this mailbox's turn. */
    Next roundInTurn() throws MailFailureException, InterruptedException {
      table.hold(watch.claim());
      try (var _ = gate.round()) {
        var next = rounds.all(mailbox);
        table.works(watch.claim(), way());
        return next;
      }
    }

    private void await(Duration wait) throws MailFailureException, InterruptedException {
      if (mailbox.stirred()) {
        return;
      }
      if (idles) {
        mailbox.session().idle(shorter(wait, IDLE));
      } else {
        watch.sleep(shorter(wait, settings.inbox()));
      }
    }

    private Duration left() {
      return leaveAt == null ? Duration.ofDays(1) : Duration.between(clock.instant(), leaveAt);
    }

    private String way() {
      return idles ? "idle" : "poll";
    }

    @Override
    public void close() {
      watch.listensOn(null);
      mailbox.session().close();
    }
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
