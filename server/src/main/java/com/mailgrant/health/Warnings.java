package com.mailgrant.health;

import com.mailgrant.account.AccountId;
import com.mailgrant.account.Accounts;
import com.mailgrant.account.MailAccount;
import com.mailgrant.appregistration.AppRegistration;
import com.mailgrant.appregistration.AppRegistration.Proof;
import com.mailgrant.appregistration.AppRegistrations;
import com.mailgrant.appregistration.AppRegistrations.Successor;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.platform.Sentence;
import com.mailgrant.provider.MailProviders;
import com.mailgrant.token.GrantCondition;
import com.mailgrant.token.Tokens;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Warns before something dies: early, a few times, and each time once. */
@Service
class Warnings {
  /** Days before the end, nearest first. */
  static final List<Integer> STAGES = List.of(1, 7, 14, 30, 60);

  private static final int EARLIEST = STAGES.getLast();
  private static final int EARLIEST_WITH_SUCCESSOR = 7;

  private final WarningTable table;
  private final HealthTable health;
  private final AppRegistrations registrations;
  private final Accounts accounts;
  private final Tokens tokens;
  private final MailProviders providers;
  private final Places places;
  private final Notices notices;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Warnings(
      WarningTable table,
      HealthTable health,
      AppRegistrations registrations,
      Accounts accounts,
      Tokens tokens,
      MailProviders providers,
      Places places,
      Notices notices,
      TransactionTemplate transaction,
      Clock clock) {
    this.table = table;
    this.health = health;
    this.registrations = registrations;
    this.accounts = accounts;
    this.tokens = tokens;
    this.providers = providers;
    this.places = places;
    this.notices = notices;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** Tells what was not told yet. */
  void look() {
    for (var organization : health.organizations()) {
      var all = of(organization);
      transaction.executeWithoutResult(_ -> {
        var fresh =
            all.stream()
                .filter(warning -> table.tellOnce(organization, warning, clock.instant()))
                .toList();
        if (!fresh.isEmpty()) {
          notices.warn(organization, fresh);
        }
      });
    }
  }

  /** What holds now, the nearest first. */
  List<Warning> of(OrganizationId organization) {
    Map<AccountId, GrantCondition> grants =
        tokens.living().stream()
            .collect(Collectors.toMap(GrantCondition::account, Function.identity()));
    var all = accounts.of(organization);
    var warnings = new ArrayList<Warning>();
    for (var registration : registrations.of(organization)) {
      var expires = registration.expires();
      if (expires != null && due(registration, daysLeft(expires))) {
        warnings.add(ends(registration, expires, concerned(registration, all, grants)));
      }
    }
    for (var account : all) {
      var grant = grants.get(account.id());
      if (grant != null) {
        unused(account, grant, warnings);
        lost(account, grant, warnings);
      }
    }
    warnings.sort(Comparator.comparing(Warning::dueAt));
    return warnings;
  }

  private Warning ends(AppRegistration registration, LocalDate expires, List<AccountId> concerned) {
    boolean secret = registration.proof() == Proof.SECRET;
    var what =
        Sentence.of(
            secret ? "health.warning.what.secret" : "health.warning.what.certificate",
            registration.clientId(),
            places.label(registration.cloud()));
    long left = daysLeft(expires);
    var day = expires.toString();
    return new Warning(
        secret ? Warning.Kind.SECRET_ENDS : Warning.Kind.CERTIFICATE_ENDS,
        registration.id().toString(),
        expires + "/" + stage(left),
        left < 0
            ? Sentence.of("health.warning.ended", what, day, concerned.size())
            : Sentence.of("health.warning.ends", what, left, day, concerned.size()),
        Sentence.of(
            switch (registrations.successor(registration)) {
              case NONE -> secret ? "health.warning.new-secret" : "health.warning.new-certificate";
              case NOT_PROVED -> "health.warning.next-untested";
              case PROVED -> "health.warning.next-ready";
            }),
        endOf(expires),
        left,
        concerned);
  }

  /**
   * A successor that the provider takes leaves one thing to do, and little time is enough for it.
   */
  private boolean due(AppRegistration registration, long daysLeft) {
    return daysLeft
        <= (registrations.successor(registration) == Successor.PROVED
            ? EARLIEST_WITH_SUCCESSOR
            : EARLIEST);
  }

  private List<AccountId> concerned(
      AppRegistration registration, List<MailAccount> all, Map<AccountId, GrantCondition> grants) {
    boolean usual =
        registrations
            .forCloud(registration.organization(), registration.cloud())
            .filter(first -> first.id().equals(registration.id()))
            .isPresent();
    return all.stream()
        .filter(account -> account.useOAuth() && registration.cloud().equals(account.cloud()))
        .filter(account -> {
          var grant = grants.get(account.id());
          return grant == null ? usual : grant.registration().equals(registration.id());
        })
        .map(MailAccount::id)
        .toList();
  }

  /**
   * The daily refresh keeps every grant young, so an old one means that it has failed for weeks.
   */
  private void unused(MailAccount account, GrantCondition grant, List<Warning> into) {
    var lives = providers.of(account.type()).unusedGrantLives();
    if (lives.isEmpty()) {
      return;
    }
    var ends = date(grant.refreshedAt().plus(lives.get()));
    long left = daysLeft(ends);
    if (left <= EARLIEST) {
      into.add(
          new Warning(
              Warning.Kind.SIGN_IN_UNUSED,
              account.id().toString(),
              ends + "/" + stage(left),
              Sentence.of(
                  "health.warning.unused",
                  account.accountName(),
                  date(grant.refreshedAt()).toString(),
                  Math.max(left, 0)),
              Sentence.of("health.warning.unused-advice", account.username()),
              endOf(ends),
              left,
              List.of(account.id())));
    }
  }

  private void lost(MailAccount account, GrantCondition grant, List<Warning> into) {
    if (grant.lostScopes().isEmpty()) {
      return;
    }
    var lost = String.join(", ", new TreeSet<>(grant.lostScopes()));
    into.add(
        new Warning(
            Warning.Kind.PERMISSION_LOST,
            account.id().toString(),
            lost,
            Sentence.of("health.warning.lost", account.accountName(), lost),
            Sentence.of("health.warning.lost-advice", account.username()),
            grant.refreshedAt(),
            0,
            List.of(account.id())));
  }

  static String stage(long daysLeft) {
    return daysLeft < 0
        ? "ended"
        : STAGES.stream()
            .filter(stage -> daysLeft <= stage)
            .findFirst()
            .map(String::valueOf)
            .orElseThrow();
  }

  private long daysLeft(LocalDate lastDay) {
    return ChronoUnit.DAYS.between(date(clock.instant()), lastDay);
  }

  private static LocalDate date(Instant instant) {
    return instant.atZone(ZoneOffset.UTC).toLocalDate();
  }

  private static Instant endOf(LocalDate day) {
    return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
