package com.mailgrant.health;

import com.mailgrant.account.AccountId;
import com.mailgrant.health.HealthNotice.Kind;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.platform.MailgrantProperties;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells people what lasts: after a grace time, once a day for each cause, and when it is over.
 * Accounts that suffer from an outage are told of with the outage.
 */
@Service
class Troubles {
  private static final Duration BETWEEN_NOTICES = Duration.ofDays(1);

  private final TroubleTable table;
  private final HealthTable health;
  private final Outages outages;
  private final Notices notices;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final Duration grace;

  Troubles(
      TroubleTable table,
      HealthTable health,
      Outages outages,
      Notices notices,
      TransactionTemplate transaction,
      Clock clock,
      MailgrantProperties properties) {
    this.table = table;
    this.health = health;
    this.outages = outages;
    this.notices = notices;
    this.transaction = transaction;
    this.clock = clock;
    this.grace = properties.health().grace();
  }

  /** Looks at all accounts that are in trouble now, and tells what is due. */
  void look() {
    var now = clock.instant();
    var found = found();
    for (var trouble : found.troubles()) {
      transaction.executeWithoutResult(_ -> {
        var kept = table.keep(trouble);
        if (!found.explained().contains(key(kept)) && due(kept, now) && table.told(kept, now)) {
          notices.tell(Kind.TROUBLE, kept, kept.accounts());
        }
      });
    }
    var present = found.troubles().stream().map(Troubles::key).collect(Collectors.toSet());
    for (var trouble : table.open()) {
      if (!present.contains(key(trouble))) {
        transaction.executeWithoutResult(_ -> over(trouble, now));
      }
    }
  }

  private boolean due(Trouble trouble, Instant now) {
    var told = trouble.toldAt();
    return !trouble.since().plus(grace).isAfter(now)
        && (told == null || !told.plus(BETWEEN_NOTICES).isAfter(now));
  }

  /** An account that now has another trouble is not well; that will be told by itself. */
  private void over(Trouble trouble, Instant now) {
    if (table.over(trouble, now) && trouble.told()) {
      var well = trouble.accounts().stream().filter(this::isWell).collect(Collectors.toSet());
      if (!well.isEmpty()) {
        notices.tell(Kind.OVER, trouble, well);
      }
    }
  }

  private boolean isWell(AccountId account) {
    return health.find(account).filter(row -> !row.inTrouble()).isPresent();
  }

  private Found found() {
    Map<String, Outage> open =
        outages.open().stream().collect(Collectors.toMap(Outage::place, outage -> outage));
    var groups = new LinkedHashMap<Key, Group>();
    for (var row : health.inTrouble()) {
      var outage = open.get(row.place());
      for (var lamp : row.troubled()) {
        var own = new Key(row.organization(), String.valueOf(lamp.cause()));
        groups.computeIfAbsent(own, _ -> new Group()).add(row, lamp);
        if (outage == null || !lamp.passing()) {
          groups.computeIfAbsent(own, _ -> new Group()).unexplained = true;
        } else {
          var whole =
              groups.computeIfAbsent(new Key(row.organization(), outage.cause()), _ -> new Group());
          whole.add(row, lamp);
          whole.outage = outage;
          whole.unexplained = true;
        }
      }
    }
    var troubles = new ArrayList<Trouble>();
    var explained = new HashSet<Key>();
    groups.forEach((key, group) -> {
      troubles.add(group.trouble(key));
      if (!group.unexplained) {
        explained.add(key);
      }
    });
    return new Found(troubles, explained);
  }

  private static Key key(Trouble trouble) {
    return new Key(trouble.organization(), trouble.cause());
  }

  private record Key(OrganizationId organization, String cause) {}

  /**
   * @param explained those that an outage explains: they are remembered, and told of with it
   */
  private record Found(List<Trouble> troubles, Set<Key> explained) {}

  private static final class Group {
    private final Set<AccountId> accounts = new HashSet<>();
    private final Map<String, Integer> codes = new HashMap<>();
    private @Nullable Instant since;
    private @Nullable String errorId;
    private @Nullable Outage outage;
    private boolean unexplained;

    void add(HealthRow row, Lamp lamp) {
      accounts.add(row.account());
      codes.merge(String.valueOf(lamp.code()), 1, Integer::sum);
      var from = lamp.since();
      if (since == null || (from != null && from.isBefore(since))) {
        since = from;
        errorId = lamp.errorId();
      }
    }

    Trouble trouble(Key key) {
      var code =
          codes.entrySet().stream()
              .max(Map.Entry.comparingByValue())
              .map(Map.Entry::getKey)
              .orElseThrow();
      var began = outage == null ? since : outage.since();
      return new Trouble(
          key.organization(),
          key.cause(),
          outage == null ? code : outage.code(),
          errorId,
          began == null ? Instant.EPOCH : began,
          accounts,
          null);
    }
  }
}
