package com.mailgrant.health;

import com.mailgrant.account.AccountId;
import com.mailgrant.account.AccountState;
import com.mailgrant.account.Accounts;
import com.mailgrant.account.MailAccount;
import com.mailgrant.diagnosis.Catalogue;
import com.mailgrant.diagnosis.Diagnoses;
import com.mailgrant.diagnosis.Diagnosis;
import com.mailgrant.diagnosis.Report;
import com.mailgrant.health.AccountHealth.DayOfProofs;
import com.mailgrant.health.Summary.OutageView;
import com.mailgrant.health.Summary.WarningView;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.platform.Language;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Shows how accounts are doing. */
@Service
class Health {
  static final int DAYS_SHOWN = 30;

  private final HealthTable table;
  private final ProofTable proofs;
  private final Outages outages;
  private final Warnings warnings;
  private final Accounts accounts;
  private final Diagnoses diagnoses;
  private final Catalogue catalogue;
  private final Places places;
  private final Clock clock;

  Health(
      HealthTable table,
      ProofTable proofs,
      Outages outages,
      Warnings warnings,
      Accounts accounts,
      Diagnoses diagnoses,
      Catalogue catalogue,
      Places places,
      Clock clock) {
    this.table = table;
    this.proofs = proofs;
    this.outages = outages;
    this.warnings = warnings;
    this.accounts = accounts;
    this.diagnoses = diagnoses;
    this.catalogue = catalogue;
    this.places = places;
    this.clock = clock;
  }

  /** For programs. */
  AccountHealth of(MailAccount account) {
    var row = row(account);
    return new AccountHealth(
        account.id().toString(),
        account.state(),
        account.stateSince(),
        side(account, row.inbound()),
        side(account, row.outbound()),
        row.provedAt(),
        row.nextProofAt(),
        row.failures(),
        outage(row).map(Outage::since).orElse(null),
        days(account).stream()
            .map(day ->
                new DayOfProofs(
                    day.day(),
                    day.inbound().tried(),
                    day.inbound().failed(),
                    day.outbound().tried(),
                    day.outbound().failed()))
            .toList());
  }

  /** In numbers. */
  Summary summary(OrganizationId organization) {
    var all = accounts.of(organization);
    var rows = rows(organization);
    var states = new LinkedHashMap<String, Integer>();
    for (var state : AccountState.values()) {
      int standing = (int) all.stream().filter(account -> account.state() == state).count();
      if (standing > 0) {
        states.put(state.apiName(), standing);
      }
    }
    return new Summary(
        all.size(),
        states,
        lights(all, rows, HealthRow::inbound),
        lights(all, rows, HealthRow::outbound),
        (int) all.stream().filter(account -> !account.useOAuth()).count(),
        outages.open().stream()
            .map(outage -> view(outage, rows.values()))
            .filter(view -> view.accounts() > 0)
            .toList(),
        warnings.of(organization).stream().map(Health::view).toList());
  }

  /** For the page: those in trouble first, then by name. */
  List<Line> lines(OrganizationId organization) {
    var rows = rows(organization);
    return accounts.of(organization).stream()
        .map(account -> line(account, rows.getOrDefault(account.id(), dark(account))))
        .sorted(Comparator.comparingInt(line -> line.row().inTrouble() ? 0 : 1))
        .toList();
  }

  /** For the account's own page. */
  Line line(MailAccount account) {
    return line(account, row(account));
  }

  /** Days with proofs, for the picture. */
  List<ProofTable.Day> days(MailAccount account) {
    return proofs.days(account.id(), clock.instant().minus(Duration.ofDays(DAYS_SHOWN)));
  }

  private Line line(MailAccount account, HealthRow row) {
    return new Line(
        account,
        row,
        report(account, row.inbound()).orElse(null),
        report(account, row.outbound()).orElse(null),
        outage(row).isPresent());
  }

  private HealthRow row(MailAccount account) {
    return table.find(account.id()).orElseGet(() -> dark(account));
  }

  private HealthRow dark(MailAccount account) {
    return new HealthRow(
        account.id(),
        account.organization(),
        places.of(account),
        null,
        null,
        null,
        Lamp.DARK,
        Lamp.DARK);
  }

  private Map<AccountId, HealthRow> rows(OrganizationId organization) {
    return table.of(organization).stream()
        .collect(Collectors.toMap(HealthRow::account, Function.identity()));
  }

  private AccountHealth.Side side(MailAccount account, Lamp lamp) {
    var report = report(account, lamp);
    return new AccountHealth.Side(
        lamp.light(),
        lamp.since(),
        lamp.okAt(),
        lamp.inTrouble() ? lamp.errorId() : null,
        report.map(Report::diagnosis).orElse(null));
  }

  private Optional<Report> report(MailAccount account, Lamp lamp) {
    var errorId = lamp.errorId();
    return !lamp.inTrouble() || errorId == null
        ? Optional.empty()
        : diagnoses.find(account.organization().value(), errorId);
  }

  private Optional<Outage> outage(HealthRow row) {
    return row.inTrouble() && row.failsInPassing()
        ? outages.open().stream().filter(open -> open.place().equals(row.place())).findFirst()
        : Optional.empty();
  }

  private OutageView view(Outage outage, Collection<HealthRow> rows) {
    int concerned =
        (int)
            rows.stream()
                .filter(row -> row.place().equals(outage.place()) && row.failsInPassing())
                .count();
    return new OutageView(
        places.label(outage.place()),
        outage.code(),
        title(outage.code()),
        outage.since(),
        concerned);
  }

  private String title(String code) {
    return catalogue.title(code, Language.ofReader()).orElse(code);
  }

  private static WarningView view(Warning warning) {
    return new WarningView(
        warning.kind(),
        warning.subject(),
        warning.title().forReader(),
        warning.advice().forReader(),
        warning.dueAt(),
        warning.daysLeft(),
        warning.accounts().size());
  }

  private static Map<String, Integer> lights(
      List<MailAccount> all, Map<AccountId, HealthRow> rows, Function<HealthRow, Lamp> side) {
    var counted = new HashMap<Light, Integer>();
    for (var account : all) {
      var row = rows.get(account.id());
      counted.merge(row == null ? Light.UNKNOWN : side.apply(row).light(), 1, Integer::sum);
    }
    var lights = new LinkedHashMap<String, Integer>();
    for (var light : Light.values()) {
      lights.put(light.apiName(), counted.getOrDefault(light, 0));
    }
    return lights;
  }

  /**
   * An account as the page shows it.
   *
   * @param inbound why reading does not work; null where it does
   * @param outbound why sending does not work; null where it does
   * @param inOutage the provider is at fault
   */
  record Line(
      MailAccount account,
      HealthRow row,
      @Nullable Report inbound,
      @Nullable Report outbound,
      boolean inOutage) {

    /** One report a cause. */
    public List<Report> reports() {
      if (inbound == null) {
        return outbound == null ? List.of() : List.of(outbound);
      }
      return outbound == null || outbound.errorId().equals(inbound.errorId())
          ? List.of(inbound)
          : List.of(inbound, outbound);
    }

    /** What the trouble is, in one line; empty without. */
    public String why() {
      return reports().stream()
          .map(Report::diagnosis)
          .map(Diagnosis::title)
          .collect(Collectors.joining("; "));
    }
  }
}
