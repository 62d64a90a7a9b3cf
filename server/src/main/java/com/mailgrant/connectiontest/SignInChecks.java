package com.mailgrant.connectiontest;

import com.mailgrant.account.AccountServers;
import com.mailgrant.diagnosis.Finding;
import com.mailgrant.platform.HttpResult;
import com.mailgrant.platform.Https;
import com.mailgrant.provider.AuthorityFailures;
import com.mailgrant.provider.Cloud;
import com.mailgrant.provider.Failure;
import com.mailgrant.provider.Failure.Flaw;
import com.mailgrant.provider.Permission;
import com.mailgrant.provider.TokenClaims;
import com.mailgrant.token.AccessToken;
import com.mailgrant.token.AccountEvidence;
import com.mailgrant.token.Freshness;
import com.mailgrant.token.TokenEndpoint;
import com.mailgrant.token.TokenOutcome;
import com.mailgrant.token.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.stream.Collectors;

/** From the settings to a token that can serve: everything before the mail servers. */
final class SignInChecks {
  /** Between our clock and the authority's. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  private final TestRun run;
  private final Tokens tokens;
  private final Https https;
  private final InstantSource clock;
  private final boolean passed;
  private Optional<AccessToken> token = Optional.empty();

  SignInChecks(
      TestRun run, AccountServers servers, Tokens tokens, Https https, InstantSource clock) {
    this.run = run;
    this.tokens = tokens;
    this.https = https;
    this.clock = clock;
    this.passed = run.account().useOAuth() ? oauth(servers.cloud(run.account())) : password();
  }

  /** Whether the mail servers are worth a try. */
  boolean passed() {
    return passed;
  }

  /** Empty for an account with a password. */
  Optional<AccessToken> token() {
    return token;
  }

  private boolean password() {
    run.passed(Check.CONFIGURATION, Duration.ZERO);
    run.skipFrom(Check.AUTHORITY, Check.TOKEN_CLAIMS, "connectiontest.password");
    return true;
  }

  private boolean oauth(Optional<Cloud> cloud) {
    if (cloud.isEmpty() || run.evidence().clientId() == null) {
      run.failed(
          Check.CONFIGURATION, Duration.ZERO, Finding.of("D59", run.evidence().values(), null));
      run.skipFrom(Check.AUTHORITY, Check.TOKEN_CLAIMS, "connectiontest.incomplete");
      return false;
    }
    run.passed(Check.CONFIGURATION, Duration.ZERO);
    authority(cloud.get());
    return issued() && claims(cloud.get());
  }

  /**
   * A disturbance of the authority does not keep a token from being fetched, so the next step is
   * tried anyway.
   */
  private void authority(Cloud cloud) {
    var tenant = run.evidence().tenant();
    var where = run.provider().endpoints(cloud, tenant == null ? "" : tenant).discovery();
    var from = clock.instant();
    switch (https.get(where)) {
      case HttpResult.NoAnswer nothing ->
          run.failed(
              Check.AUTHORITY,
              since(from),
              new Failure.NoAnswer(
                  TokenEndpoint.trouble(nothing.why()), where.getHost(), nothing.detail()));
      case HttpResult.Answer(int status, String _)
          when AuthorityFailures.disturbance(status).isPresent() ->
          run.failed(
              Check.AUTHORITY,
              since(from),
              new Failure.NoAnswer(
                  AuthorityFailures.disturbance(status).orElseThrow(),
                  where.getHost(),
                  "HTTP " + status));
      case HttpResult.Answer _ ->
          run.passed(Check.AUTHORITY, since(from), "connectiontest.note", where.getHost());
    }
  }

  private boolean issued() {
    var from = clock.instant();
    switch (tokens.accessToken(run.account().id(), Freshness.NEW)) {
      case TokenOutcome.Ready(var fresh) -> {
        token = Optional.of(fresh);
        run.passed(Check.TOKEN, since(from));
        return true;
      }
      case TokenOutcome.NotSignedIn _ ->
          run.failed(Check.TOKEN, since(from), Finding.of("D58", run.evidence().values(), null));
      case TokenOutcome.Troubled(var why) -> run.failed(Check.TOKEN, since(from), why);
      case TokenOutcome.LoginNeeded(var why) -> run.failed(Check.TOKEN, since(from), why);
    }
    run.skipped(Check.TOKEN_CLAIMS, "connectiontest.no-token");
    return false;
  }

  /** Evidence only: a token that cannot be read is as good as any (facts/microsoft365 1.6). */
  private boolean claims(Cloud cloud) {
    var read = token.flatMap(AccountEvidence::claims);
    if (read.isEmpty()) {
      run.skipped(Check.TOKEN_CLAIMS, "connectiontest.opaque");
      return true;
    }
    run.learn(run.evidence().with(read.get()));
    var flaw = flaw(cloud, read.get());
    if (flaw.isPresent()) {
      run.failed(Check.TOKEN_CLAIMS, Duration.ZERO, flaw.get());
    } else {
      run.passed(
          Check.TOKEN_CLAIMS,
          Duration.ZERO,
          "connectiontest.note-for",
          String.valueOf(read.get().audience()));
    }
    return true;
  }

  private Optional<Failure> flaw(Cloud cloud, TokenClaims claims) {
    var audience = claims.audience();
    if (audience != null
        && !cloud.resource().isEmpty()
        && !run.provider().isForMail(audience, cloud)) {
      return Optional.of(new Failure.WrongToken(Flaw.AUDIENCE, audience));
    }
    var missing =
        Tokens.missing(
            run.provider().permissions(cloud).stream()
                .map(Permission::scope)
                .filter(scope -> !cloud.resource().isEmpty() && scope.startsWith(cloud.resource()))
                .collect(Collectors.toCollection(LinkedHashSet::new)),
            claims.scopes());
    if (!claims.scopes().isEmpty() && !missing.isEmpty()) {
      return Optional.of(new Failure.WrongToken(Flaw.SCOPES, String.join(", ", missing)));
    }
    return clocks(claims);
  }

  /** A token that was issued this moment neither has ended nor begins in the future. */
  private Optional<Failure> clocks(TokenClaims claims) {
    var here = clock.instant();
    var expires = claims.expiresAt();
    var issued = claims.issuedAt();
    boolean ended = expires != null && expires.isBefore(here);
    boolean early = issued != null && issued.isAfter(here.plus(SKEW));
    return ended || early
        ? Optional.of(
            new Failure.WrongToken(
                Flaw.CLOCK,
                "a token of this moment is good from "
                    + issued
                    + " to "
                    + expires
                    + ", and here it is "
                    + here))
        : Optional.empty();
  }

  private Duration since(Instant from) {
    return Duration.between(from, clock.instant());
  }
}
