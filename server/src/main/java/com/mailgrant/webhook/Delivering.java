package com.mailgrant.webhook;

import com.mailgrant.event.Event;
import com.mailgrant.event.EventData;
import com.mailgrant.event.EventLog;
import com.mailgrant.event.EventType;
import com.mailgrant.event.Events;
import com.mailgrant.event.Subject;
import com.mailgrant.platform.Secret;
import com.mailgrant.platform.Sentence;
import com.mailgrant.platform.Vault;
import com.mailgrant.webhook.DeliveryTable.Lease;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Tells one endpoint at a time what it has not been told yet, in the order of the log. */
@Component
class Delivering {
  private static final Logger LOG = LoggerFactory.getLogger(Delivering.class);

  /** Then others have their turn. */
  private static final int PIECE = 100;

  private final EndpointTable endpoints;
  private final DeliveryTable deliveries;
  private final EventLog log;
  private final Events events;
  private final Carrier carrier;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Delivering(
      EndpointTable endpoints,
      DeliveryTable deliveries,
      EventLog log,
      Events events,
      Carrier carrier,
      TransactionTemplate transaction,
      Clock clock) {
    this.endpoints = endpoints;
    this.deliveries = deliveries;
    this.log = log;
    this.events = events;
    this.carrier = carrier;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** Takes an endpoint that is due; empty when none is. */
  Optional<Lease> take() {
    return deliveries.take(log.newest(), clock.instant());
  }

  /**
   * Tells a taken endpoint a piece of the log, until it fails or somebody changes it.
   *
   * @param goOn asked before each event
   */
  void deliver(Lease taken, BooleanSupplier goOn) {
    var lease = taken;
    var endpoint = endpoints.find(lease.endpoint()).orElse(null);
    if (endpoint == null || endpoint.state() != EndpointState.ACTIVE) {
      deliveries.giveBack(lease);
      return;
    }
    var secrets = secrets(endpoint);
    if (secrets.isEmpty()) {
      failed(lease, endpoint, Sentence.of("webhook.answer.no-secret"));
      return;
    }
    var page =
        log.read(endpoint.organization(), endpoint.filter(), lease.progress().cursor(), PIECE);
    for (var event : page.events()) {
      if (!goOn.getAsBoolean() || !told(lease, endpoint, secrets, event)) {
        deliveries.giveBack(lease);
        return;
      }
      lease = lease.at(event.cursor());
    }
    if (page.next() > lease.progress().cursor()) {
      deliveries.skipped(lease, page.next());
    }
    deliveries.giveBack(lease);
  }

  /** Empty when they cannot be opened. */
  private List<Secret> secrets(Endpoint endpoint) {
    try {
      return endpoints.secrets(endpoint, clock.instant());
    } catch (Vault.SealBroken e) {
      LOG.error("The secret of webhook endpoint {} cannot be opened.", endpoint.id(), e);
      return List.of();
    }
  }

  /** Whether the endpoint took the event and is still the same. */
  private boolean told(Lease lease, Endpoint endpoint, List<Secret> secrets, Event event) {
    return switch (carrier.post(endpoint.url(), secrets, event.id().toString(), event)) {
      case Delivered.Taken _ ->
          deliveries
              .taken(lease, event.cursor(), clock.instant())
              .filter(version -> version == endpoint.version())
              .isPresent();
      case Delivered.Failed(var words) -> {
        failed(lease, endpoint, words);
        yield false;
      }
      case Delivered.Gone(var words) -> {
        disable(lease, endpoint, words);
        yield false;
      }
    };
  }

  private void failed(Lease lease, Endpoint endpoint, Sentence words) {
    var now = clock.instant();
    var before = lease.progress().failingSince();
    var since = before == null ? now : before;
    int failures = lease.progress().attempts() + 1;
    if (Patience.isOver(failures, since, now)) {
      disable(
          lease,
          endpoint,
          Sentence.of("webhook.answer.given-up", Patience.GIVE_UP_AFTER.toHours(), words));
      return;
    }
    var next = Patience.next(failures, since, now, ThreadLocalRandom.current().nextDouble());
    if (deliveries.failed(lease, words, since, next, now)) {
      LOG.info(
          "Webhook endpoint {} did not take an event after {}: {} Trying again at {}; none is"
              + " lost.",
          endpoint.id(),
          lease.progress().cursor(),
          words,
          next);
    }
  }

  /** Unless somebody paused or resumed it meanwhile. */
  private void disable(Lease lease, Endpoint endpoint, Sentence reason) {
    transaction.executeWithoutResult(_ -> {
      var now = clock.instant();
      var before = lease.progress().failingSince();
      var present = endpoints.lock(endpoint.id());
      if (!deliveries.failed(lease, reason, before == null ? now : before, null, now)
          || present.isEmpty()
          || present.get().version() != endpoint.version()) {
        return;
      }
      endpoints.keepState(endpoint.id(), EndpointState.DISABLED, reason, now);
      events.publish(
          EventType.WEBHOOK_DISABLED,
          Subject.organization(endpoint.organization()),
          new EventData.Webhook(
              endpoint.id().toString(), endpoint.url().toString(), reason.toString()));
      LOG.warn(
          "Webhook endpoint {} was disabled: {} Its events wait until somebody resumes it.",
          endpoint.id(),
          reason);
    });
  }
}
