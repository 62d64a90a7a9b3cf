package com.mailgrant.health;

import com.mailgrant.account.AccountState;
import com.mailgrant.account.AccountStep;
import com.mailgrant.account.Accounts;
import com.mailgrant.account.MailAccount;
import com.mailgrant.connectiontest.ConnectionTest;
import com.mailgrant.diagnosis.Diagnoses;
import com.mailgrant.health.ProofResult.Side;
import com.mailgrant.outbox.Outbox;
import com.mailgrant.platform.MailgrantProperties;
import com.mailgrant.provider.Failure;
import com.mailgrant.provider.MailProviders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** From a claim to what is known afterwards. */
@Component
class Proving {
  private static final Logger LOG = LoggerFactory.getLogger(Proving.class);

  /**
   * Renewed while the claimant lives ({@link ProvingWorker}), so it need not cover a whole proof;
   * with it, what a killed node had in hand is taken over by another one within 30 seconds.
   */
  static final Duration LEASE = Duration.ofSeconds(20);

  /** After a defect of ours; the log has it. */
  private static final Duration AFTER_A_STUMBLE = Duration.ofMinutes(5);

  private static final int SOUNDED_AT_ONCE = 5;
  private static final Duration SOUNDED_WITHIN = Duration.ofSeconds(20);
  private static final int HASTENED_AT_ONCE = 500;
  private static final Duration HASTENED_WITHIN = Duration.ofMinutes(2);

  private final HealthTable table;
  private final ScheduleTable schedule;
  private final ProofTable proofs;
  private final Prover prover;
  private final Places places;
  private final Accounts accounts;
  private final MailProviders providers;
  private final Diagnoses diagnoses;
  private final ConnectionTest connectionTest;
  private final Outbox outbox;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final Duration every;
  private final RandomGenerator random = RandomGenerator.getDefault();

  Proving(
      HealthTable table,
      ScheduleTable schedule,
      ProofTable proofs,
      Prover prover,
      Places places,
      Accounts accounts,
      MailProviders providers,
      Diagnoses diagnoses,
      ConnectionTest connectionTest,
      Outbox outbox,
      TransactionTemplate transaction,
      Clock clock,
      MailgrantProperties properties) {
    this.table = table;
    this.schedule = schedule;
    this.proofs = proofs;
    this.prover = prover;
    this.places = places;
    this.accounts = accounts;
    this.providers = providers;
    this.diagnoses = diagnoses;
    this.connectionTest = connectionTest;
    this.outbox = outbox;
    this.transaction = transaction;
    this.clock = clock;
    this.every = properties.health().every();
  }

  List<Claim> claim(int most) {
    return schedule.claim(most, clock.instant(), clock.instant().plus(LEASE));
  }

  void renew(Claim claim) {
    schedule.renew(claim, clock.instant().plus(LEASE));
  }

  /** The node stops: another one takes over at once. */
  void giveBack(Claim claim) {
    schedule.giveBack(claim, clock.instant());
  }

  void prove(Claim claim) {
    try {
      var account = accounts.find(claim.account()).orElse(null);
      if (account == null) {
        return;
      }
      if (!account.signedIn() && account.state() != AccountState.NEEDS_LOGIN) {
        schedule.forget(claim);
        return;
      }
      var result = prover.prove(account);
      var testToo = transaction.execute(_ -> conclude(claim, result));
      if (Boolean.TRUE.equals(testToo)) {
        connectionTest.everything(account);
      }
    } catch (Overtaken _) {
      LOG.info(
          "The claim on account {} was lost meanwhile; its new holder proves it.", claim.account());
    } catch (RuntimeException e) {
      LOG.error(
          "The proof of account {} broke off. It is tried again in {}.",
          claim.account(),
          AFTER_A_STUMBLE,
          e);
      schedule.giveBack(claim, clock.instant().plus(AFTER_A_STUMBLE));
    }
  }

  /**
   * Stores what a proof showed. The account's row is locked before that of its health, here and
   * wherever both are changed.
   *
   * @return whether Test Connection shall look too: the account is degraded by something that a
   *     proof does not see
   */
  private boolean conclude(Claim claim, ProofResult result) {
    var before = table.held(claim).orElseThrow(() -> new Overtaken(claim));
    var account = accounts.find(claim.account()).orElseThrow(() -> new Overtaken(claim));
    var now = clock.instant();
    var place = places.of(account);
    var inbound = lamp(account, before.inbound(), result.inbound(), now);
    var outbound = lamp(account, before.outbound(), result.outbound(), now);
    var reportedIn = report(account, inbound, result.inbound(), null);
    var reportedOut = report(account, outbound, result.outbound(), reportedIn);
    boolean trouble = inbound.inTrouble() || outbound.inTrouble();
    boolean recovered = before.inTrouble() && !trouble && result.worked();
    if (trouble && account.state() == AccountState.ACTIVE) {
      accounts.step(account.id(), AccountStep.TROUBLE);
    } else if (recovered && account.isDegraded()) {
      accounts.step(account.id(), AccountStep.RECOVERED);
    }
    boolean passing = failsInPassing(inbound, outbound);
    proofs.add(account.id(), place, now, result, passing);
    var failures = Math.max(inbound.failures(), outbound.failures());
    var next = next(account, result, failures, now);
    if (!table.finish(claim, place, reportedIn, reportedOut, now, next)) {
      throw new Overtaken(claim);
    }
    drawOthers(before, place, passing, trouble, result, now);
    if (result.outbound() instanceof Side.Worked) {
      outbox.signInForSendingWorks(account.id());
    }
    return account.isDegraded() && result.worked() && !before.inTrouble();
  }

  private Lamp lamp(MailAccount account, Lamp before, Side side, Instant now) {
    return switch (side) {
      case Side.Worked _ -> before.worked(now);
      case Side.NotTried _ -> Lamp.DARK;
      case Side.Failed(_, var diagnosis, var failure) -> {
        boolean grantDead = loginNeeded(account, side);
        var tenantWide = providers.of(account.type()).sendingSwitch();
        yield before.failed(
            diagnosis.code(),
            Cause.of(account, failure, diagnosis, tenantWide, grantDead),
            grantDead,
            now);
      }
    };
  }

  /** One report for both directions when both fail for the same reason. */
  private Lamp report(MailAccount account, Lamp lamp, Side side, @Nullable Lamp other) {
    if (!lamp.wantsReport() || !(side instanceof Side.Failed failed)) {
      return lamp;
    }
    if (other != null && other.errorId() != null && Objects.equals(other.code(), lamp.code())) {
      return lamp.reported(other.errorId());
    }
    var report =
        diagnoses.report(
            failed.finding(), account.organization().value(), account.id().value(), "health");
    return lamp.reported(report.errorId().value());
  }

  private @Nullable Instant next(
      MailAccount account, ProofResult result, int failures, Instant now) {
    if (account.state() == AccountState.NEEDS_LOGIN) {
      // The reason is known, or it is found out by the next proof; asking again would not change
      // it.
      if (loginNeeded(account, result.inbound()) || loginNeeded(account, result.outbound())) {
        return null;
      }
      if (result.worked()) {
        return now.plus(Pace.soon(every));
      }
    }
    return now.plus(Pace.next(result, failures, every, random));
  }

  /** Only the authority's own word, which {@code Tokens} has passed on, costs a sign-in. */
  private static boolean loginNeeded(MailAccount account, Side side) {
    return account.state() == AccountState.NEEDS_LOGIN
        && side instanceof Side.Failed(_, _, var failure)
        && failure instanceof Failure.TokenRefused;
  }

  private static boolean failsInPassing(Lamp inbound, Lamp outbound) {
    var failing = Stream.of(inbound, outbound).filter(lamp -> lamp.failures() > 0).toList();
    return !failing.isEmpty() && failing.stream().allMatch(Lamp::failsInPassing);
  }

  private void drawOthers(
      HealthRow before,
      String place,
      boolean passing,
      boolean trouble,
      ProofResult result,
      Instant now) {
    if (passing && trouble && !before.inTrouble()) {
      schedule.sound(place, SOUNDED_AT_ONCE, now, SOUNDED_WITHIN);
    } else if (result.worked() && before.failsInPassing()) {
      schedule.hastenFailing(place, HASTENED_AT_ONCE, now, HASTENED_WITHIN);
    }
  }

  /** The lease ended while the proof ran, and another node has the account. */
  private static final class Overtaken extends RuntimeException {
    Overtaken(Claim claim) {
      super(claim.toString(), null, false, false);
    }
  }
}
