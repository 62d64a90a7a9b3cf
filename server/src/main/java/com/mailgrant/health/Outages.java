package com.mailgrant.health;

import com.mailgrant.health.HealthTable.Failing;
import com.mailgrant.health.ProofTable.PlaceNow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Tells the provider's disturbances from faults of single accounts. */
@Service
class Outages {
  private static final Logger LOG = LoggerFactory.getLogger(Outages.class);

  static final Duration WINDOW = Duration.ofMinutes(15);

  /**
   * Two accounts may share a firewall, an office or a typo; three that fail together share a
   * provider.
   */
  static final int FEWEST = 3;

  private final OutageTable table;
  private final ProofTable proofs;
  private final HealthTable health;
  private final Clock clock;

  Outages(OutageTable table, ProofTable proofs, HealthTable health, Clock clock) {
    this.table = table;
    this.proofs = proofs;
    this.health = health;
    this.clock = clock;
  }

  /** Those that last. */
  List<Outage> open() {
    return table.open();
  }

  /** Those that last, and those that ended lately; newest first. */
  List<Outage> lately() {
    return table.since(clock.instant().minus(Duration.ofDays(7)));
  }

  /** Finds out what began and what ended. */
  void look() {
    var now = clock.instant();
    Map<String, PlaceNow> places =
        proofs.places(now.minus(WINDOW)).stream()
            .collect(Collectors.toMap(PlaceNow::place, Function.identity()));
    var open = table.open();
    for (var outage : open) {
      var place = places.get(outage.place());
      if (place != null) {
        goOnOrEnd(outage, place, now);
      }
    }
    for (var place : places.values()) {
      boolean known = open.stream().anyMatch(outage -> outage.place().equals(place.place()));
      if (!known && place.failing() >= FEWEST && place.mostFail()) {
        begin(place);
      }
    }
  }

  private void begin(PlaceNow place) {
    var failing = health.failingInPassing(place.place());
    LOG.warn(
        "{} of {} accounts proved lately at {} fail with {}: taken as one outage there.",
        place.failing(),
        place.proved(),
        place.place(),
        place.code());
    table.begin(
        place.place(),
        String.valueOf(place.code()),
        failing.since() == null ? clock.instant() : failing.since(),
        Math.max(failing.accounts(), place.failing()));
  }

  /** One account that works again is no proof; as many as made the outage, or all, are. */
  private void goOnOrEnd(Outage outage, PlaceNow place, Instant now) {
    Failing failing = health.failingInPassing(outage.place());
    boolean enough = place.proved() >= Math.min(FEWEST, outage.accounts());
    if (enough && !place.mostFail()) {
      LOG.info("The outage at {} since {} is over.", outage.place(), outage.since());
      table.end(outage, now);
    } else {
      table.goesOn(outage, place.code() == null ? outage.code() : place.code(), failing.accounts());
    }
  }
}
