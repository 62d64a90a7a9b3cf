package com.mailgrant.token;

import com.mailgrant.account.AccountDeleted;
import com.mailgrant.account.AccountId;
import com.mailgrant.account.AccountServers;
import com.mailgrant.account.AccountStep;
import com.mailgrant.account.Accounts;
import com.mailgrant.account.Conversions;
import com.mailgrant.account.MailAccount;
import com.mailgrant.appregistration.AppRegistration;
import com.mailgrant.appregistration.AppRegistrations;
import com.mailgrant.appregistration.ClientProof;
import com.mailgrant.diagnosis.Diagnoses;
import com.mailgrant.diagnosis.Finding;
import com.mailgrant.platform.Secret;
import com.mailgrant.provider.Cloud;
import com.mailgrant.provider.Failure;
import com.mailgrant.provider.MailProviders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Grants and access tokens. Every room that talks to a mail server asks here. */
@Service
public class Tokens {
  /**
   * Tokens live 60 to 90 minutes; 5 cover a slow authority, clock drift and a session's first
   * minutes.
   */
  static final Duration MARGIN = Duration.ofMinutes(5);

  /** Nodes that compare their clocks with one database are not further apart. */
  private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(5);

  /**
   * Each refresh holds a database connection while the authority thinks; the pool must not run dry.
   */
  private static final int REFRESHES_AT_ONCE = 6;

  private static final Logger LOG = LoggerFactory.getLogger(Tokens.class);

  private final GrantTable table;
  private final TokenEndpoint endpoint;
  private final AppRegistrations registrations;
  private final Accounts accounts;
  private final Conversions conversions;
  private final AccountServers servers;
  private final MailProviders providers;
  private final AccountEvidence evidence;
  private final Diagnoses diagnoses;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final Semaphore refreshes = new Semaphore(REFRESHES_AT_ONCE);
  private final ConcurrentHashMap<AccountId, ReentrantLock> hereFirst = new ConcurrentHashMap<>();

  Tokens(
      GrantTable table,
      TokenEndpoint endpoint,
      AppRegistrations registrations,
      Accounts accounts,
      Conversions conversions,
      AccountServers servers,
      MailProviders providers,
      AccountEvidence evidence,
      Diagnoses diagnoses,
      TransactionTemplate transaction,
      Clock clock) {
    this.table = table;
    this.endpoint = endpoint;
    this.registrations = registrations;
    this.accounts = accounts;
    this.conversions = conversions;
    this.servers = servers;
    this.providers = providers;
    this.evidence = evidence;
    this.diagnoses = diagnoses;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** What the last sign-in left; empty where nobody signed in. */
  public Optional<Grant> grant(AccountId account) {
    return table.find(account);
  }

  /** How the grants of all organizations are doing, as far as they live. */
  public List<GrantCondition> living() {
    return table.living();
  }

  /** Stores what a sign-in brought, in place of what was there, and tells the account. */
  public void keep(Grant grant, Secret refreshToken, AccessToken accessToken) {
    transaction.executeWithoutResult(_ -> {
      table.keep(grant, refreshToken, accessToken);
      accounts.signedIn(grant.account(), grant.identity().username());
    });
  }

  /**
   * Stores what a sign-in brought for what the account is about to become. The account itself goes
   * on with its password and never looks at it.
   */
  public void keepBeside(Grant grant, Secret refreshToken, AccessToken accessToken) {
    transaction.executeWithoutResult(_ -> table.keep(grant, refreshToken, accessToken));
  }

  /** Forgets what was kept beside a password that stays. */
  public void forgetBeside(AccountId account) {
    transaction.executeWithoutResult(_ -> {
      if (!serves(account)) {
        table.forget(account);
      }
    });
  }

  /**
   * A token for the mail servers of this account; asks the authority if there is none that is fresh
   * enough.
   */
  public TokenOutcome accessToken(AccountId account, Freshness freshness) {
    var asked = clock.instant();
    var cached = usable(account, freshness, asked);
    if (cached.isPresent()) {
      return new TokenOutcome.Ready(cached.get());
    }
    return refresh(account, freshness, asked);
  }

  /**
   * Renews a sign-in of this registration with another proof than the stored one, and keeps what
   * comes of it; empty where nobody has signed in with it. A refusal costs nothing.
   */
  Optional<TokenAnswer> renewedWith(AppRegistration registration, ClientProof proof) {
    return table.living().stream()
        .filter(condition -> condition.registration().equals(registration.id()))
        .map(GrantCondition::account)
        .findFirst()
        .flatMap(account ->
            Optional.ofNullable(
                transaction.execute(_ -> renewedAlone(account, registration, proof))));
  }

  private @Nullable TokenAnswer renewedAlone(
      AccountId id, AppRegistration registration, ClientProof proof) {
    var grant = table.lock(id).orElse(null);
    var account = accounts.find(id).orElse(null);
    var cloud = account == null ? null : servers.cloud(account).orElse(null);
    if (grant == null || account == null || cloud == null) {
      return null;
    }
    var where = providers.of(account.type()).endpoints(cloud, registration.tenant());
    var answer =
        grant.isOfApplication()
            ? endpoint.asApplication(
                registration, proof, where.token(), String.join(" ", grant.requested()))
            : endpoint.refresh(
                registration,
                proof,
                where.token(),
                table.refreshToken(id),
                List.copyOf(grant.requested()));
    if (answer instanceof TokenAnswer.Granted granted) {
      refreshed(id, granted);
    }
    return answer;
  }

  /** The mail servers refused the cached token: the next wish fetches another. */
  public void forgetAccessToken(AccountId account) {
    table.forgetAccessToken(account);
  }

  List<AccountId> notRefreshedSince(Instant instant, int most) {
    return table.notRefreshedSince(instant, most);
  }

  @EventListener
  void accountDeleted(AccountDeleted deleted) {
    table.forget(deleted.account().id());
  }

  /** One wish at a time on this node, so that those who wait cost no database connection. */
  private TokenOutcome refresh(AccountId account, Freshness freshness, Instant asked) {
    var lock = hereFirst.computeIfAbsent(account, _ -> new ReentrantLock());
    lock.lock();
    try {
      refreshes.acquireUninterruptibly();
      try {
        var outcome = transaction.execute(_ -> refreshAlone(account, freshness, asked));
        return outcome == null ? new TokenOutcome.NotSignedIn() : outcome;
      } finally {
        refreshes.release();
      }
    } finally {
      lock.unlock();
      if (!lock.hasQueuedThreads()) {
        hereFirst.remove(account, lock);
      }
    }
  }

  /** Inside the row lock: no other node refreshes this grant meanwhile. */
  private TokenOutcome refreshAlone(AccountId id, Freshness freshness, Instant asked) {
    var grant = table.lock(id).orElse(null);
    var account = conversions.signingIn(id).orElse(null);
    if (grant == null || account == null) {
      return new TokenOutcome.NotSignedIn();
    }
    var meanwhile = usable(id, freshness, asked);
    if (meanwhile.isPresent()) {
      return new TokenOutcome.Ready(meanwhile.get());
    }
    var answer = askUntilSure(account, grant);
    if (answer == null) {
      return new TokenOutcome.NotSignedIn();
    }
    return switch (answer) {
      case TokenAnswer.Granted granted -> refreshed(id, granted);
      case TokenAnswer.Unavailable unavailable -> {
        LOG.warn(
            "Refresh failed for account {}: {} {}. The grant is kept; trying again at the next use.",
            id,
            unavailable.why().trouble(),
            unavailable.why().detail());
        yield new TokenOutcome.Troubled(unavailable.why());
      }
      case TokenAnswer.Refused refused -> refused(account, refused);
    };
  }

  /**
   * Authorities lose sight of a good grant for a moment: one invalid_grant is a question, the
   * second to the same refresh token an answer (facts/diagnosis 2.5).
   */
  private @Nullable TokenAnswer askUntilSure(MailAccount account, Grant grant) {
    var first = ask(account, grant);
    return first instanceof TokenAnswer.Refused refused
            && refused.error().error().equals("invalid_grant")
            && verdict(refused, finding(account, refused)) == RefreshVerdict.GRANT_IS_DEAD
        ? ask(account, grant)
        : first;
  }

  private @Nullable TokenAnswer ask(MailAccount account, Grant grant) {
    var cloud = servers.cloud(account).orElse(null);
    if (cloud == null) {
      return null;
    }
    var registration = registration(account, grant, cloud);
    if (registration == null) {
      return null;
    }
    var where = providers.of(account.type()).endpoints(cloud, registration.tenant());
    if (grant.isOfApplication()) {
      return endpoint.asApplication(
          registration, where.token(), String.join(" ", grant.requested()));
    }
    return endpoint.refresh(
        registration,
        where.token(),
        table.refreshToken(account.id()),
        List.copyOf(grant.requested()));
  }

  /**
   * The one of the sign-in; where that was deleted, the one in its place. What one cloud's
   * authority issued is never shown to another's.
   */
  private @Nullable AppRegistration registration(MailAccount account, Grant grant, Cloud cloud) {
    var ofSignIn = registrations.find(account.organization(), grant.registration());
    return ofSignIn.isPresent()
        ? ofSignIn.filter(found -> found.cloud().equals(cloud.name())).orElse(null)
        : registrations.forCloud(account.organization(), cloud.name()).orElse(null);
  }

  private TokenOutcome refreshed(AccountId id, TokenAnswer.Granted granted) {
    var now = clock.instant();
    var token = new AccessToken(granted.accessToken(), now, now.plus(granted.expiresIn()));
    table.keepRefreshed(id, granted.refreshToken(), token, granted.scopes());
    if (serves(id)) {
      accounts.step(id, AccountStep.GRANT_SERVES);
    }
    LOG.debug(
        "Refreshed the grant of account {}; the access token is good until {}.",
        id,
        token.expiresAt());
    return new TokenOutcome.Ready(token);
  }

  private TokenOutcome refused(MailAccount account, TokenAnswer.Refused refused) {
    var id = account.id();
    var why = new Failure.TokenRefused(refused.error());
    var finding = finding(account, refused);
    return switch (verdict(refused, finding)) {
      case GRANT_IS_DEAD -> {
        LOG.warn(
            "The authority ended the grant of account {}: {} {}. Somebody has to press Login.",
            id,
            refused.error().error(),
            refused.error().codes());
        table.keepDead(id, clock.instant());
        var report =
            diagnoses.report(finding, account.organization().value(), id.value(), "refresh");
        if (serves(id)) {
          accounts.step(id, AccountStep.GRANT_LOST, report.errorId().value());
        }
        yield new TokenOutcome.LoginNeeded(why);
      }
      case GRANT_IS_KEPT -> {
        LOG.warn(
            "The authority refused a refresh for account {}: {} {} ({}). The grant is kept.",
            id,
            refused.error().error(),
            refused.error().codes(),
            finding.code());
        yield new TokenOutcome.Troubled(why);
      }
    };
  }

  private Finding finding(MailAccount account, TokenAnswer.Refused refused) {
    return providers
        .of(account.type())
        .explain(new Failure.TokenRefused(refused.error()), evidence.of(account));
  }

  private RefreshVerdict verdict(TokenAnswer.Refused refused, Finding finding) {
    return RefreshVerdict.of(refused.error(), diagnoses.concern(finding));
  }

  /** A grant beside a password says nothing about the account. */
  private boolean serves(AccountId id) {
    return accounts.find(id).filter(MailAccount::useOAuth).isPresent();
  }

  /**
   * One that was obtained in the future tells that a clock was wrong: nothing is known of its age.
   */
  private Optional<AccessToken> usable(AccountId account, Freshness freshness, Instant asked) {
    var now = clock.instant();
    return table
        .accessToken(account)
        .filter(token -> !token.obtainedAt().isAfter(now.plus(CLOCKS_DIFFER)))
        .filter(token ->
            switch (freshness) {
              case CACHED -> token.expiresAt().isAfter(now.plus(MARGIN));
              case NEW -> !token.obtainedAt().isBefore(asked);
            });
  }

  /** The scopes that were asked for but not granted; short names count as their qualified form. */
  public static Set<String> missing(Set<String> requested, Set<String> granted) {
    var missing = new java.util.TreeSet<String>();
    for (String scope : requested) {
      var shortName = scope.substring(scope.lastIndexOf('/') + 1);
      boolean found =
          granted.stream()
              .anyMatch(g -> g.equalsIgnoreCase(scope) || g.equalsIgnoreCase(shortName));
      if (!found && scope.contains("/") && !shortName.isEmpty()) {
        missing.add(shortName);
      }
    }
    return missing;
  }
}
