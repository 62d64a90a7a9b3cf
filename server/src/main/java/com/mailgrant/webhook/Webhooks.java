package com.mailgrant.webhook;

import com.mailgrant.event.EventLog;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.platform.Missing;
import com.mailgrant.platform.Refused;
import com.mailgrant.platform.Secret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** The webhook endpoints of all organizations. */
@Service
class Webhooks {
  private static final int MOST_ENDPOINTS = 50;

  /** Counting further costs time and tells nobody more. */
  private static final int LARGEST_BACKLOG = 10_000;

  /** A working day and a night, to bring the new secret to wherever it is needed. */
  private static final Duration OLDER_SECRET_LIVES = Duration.ofDays(1);

  private final EndpointTable endpoints;
  private final DeliveryTable deliveries;
  private final EndpointRules rules;
  private final EventLog log;
  private final Carrier carrier;
  private final DeliveryWorker worker;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Webhooks(
      EndpointTable endpoints,
      DeliveryTable deliveries,
      EndpointRules rules,
      EventLog log,
      Carrier carrier,
      DeliveryWorker worker,
      TransactionTemplate transaction,
      Clock clock) {
    this.endpoints = endpoints;
    this.deliveries = deliveries;
    this.rules = rules;
    this.log = log;
    this.carrier = carrier;
    this.worker = worker;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** An endpoint with its new secret, which is never to be had again. */
  record WithSecret(EndpointView endpoint, Secret secret) {}

  /** What an endpoint made of a test event. */
  record Tested(Delivered delivered, long millis) {}

  List<EndpointView> of(OrganizationId organization) {
    return endpoints.of(organization).stream().map(this::view).toList();
  }

  /**
   * One endpoint.
   *
   * @throws Missing when the organization has no such endpoint
   */
  EndpointView get(OrganizationId organization, UUID id) {
    return view(found(organization, id));
  }

  /** What would leave an endpoint as it is, for merge patches. */
  EndpointDraft draft(OrganizationId organization, UUID id) {
    var endpoint = found(organization, id);
    return new EndpointDraft(
        endpoint.url().toString(),
        endpoint.description(),
        endpoint.filter().types().stream().sorted().toList(),
        endpoint.filter().accounts().stream().map(UUID::toString).sorted().toList());
  }

  /** A new endpoint that is told what happens from now on. */
  WithSecret create(OrganizationId organization, EndpointDraft draft) {
    var settings = rules.check(draft);
    if (endpoints.of(organization).size() >= MOST_ENDPOINTS) {
      throw new Refused(Refused.Reason.CONFLICT, "wrong.webhook.too-many", MOST_ENDPOINTS);
    }
    var id = UUID.randomUUID();
    var secret = Signature.newSecret();
    long newest = log.newest(organization);
    transaction.executeWithoutResult(_ -> {
      endpoints.insert(id, organization, settings, secret, clock.instant());
      deliveries.insert(id, newest);
    });
    return new WithSecret(get(organization, id), secret);
  }

  /**
   * Replaces the settings.
   *
   * @param version the one that somebody saw; null to overwrite whatever is there
   */
  EndpointView edit(
      OrganizationId organization, UUID id, EndpointDraft draft, @Nullable Long version) {
    var settings = rules.check(draft);
    transaction.executeWithoutResult(_ -> {
      refuseOther(locked(organization, id), version);
      endpoints.update(id, settings);
    });
    return get(organization, id);
  }

  /**
   * @param version the caller has seen; null: any
   */
  void delete(OrganizationId organization, UUID id, @Nullable Long version) {
    transaction.executeWithoutResult(_ -> {
      refuseOther(locked(organization, id), version);
      endpoints.delete(id);
    });
  }

  private static void refuseOther(Endpoint stored, @Nullable Long version) {
    if (version != null && version != stored.version()) {
      throw new Refused(Refused.Reason.STALE_VERSION, "wrong.webhook.stale");
    }
  }

  /** Tells it nothing until it is resumed. An event that is on its way may arrive still. */
  EndpointView pause(OrganizationId organization, UUID id) {
    transaction.executeWithoutResult(_ -> {
      if (locked(organization, id).state() == EndpointState.ACTIVE) {
        endpoints.keepState(id, EndpointState.PAUSED, null, clock.instant());
      }
    });
    return get(organization, id);
  }

  /** Goes on where it stopped, at once, with its 72 hours anew. */
  EndpointView resume(OrganizationId organization, UUID id) {
    transaction.executeWithoutResult(_ -> {
      if (locked(organization, id).state() != EndpointState.ACTIVE) {
        endpoints.keepState(id, EndpointState.ACTIVE, null, clock.instant());
      }
      deliveries.restart(id, null);
    });
    worker.ring();
    return get(organization, id);
  }

  /**
   * Tells again what comes after a cursor, each event under the id that it had.
   *
   * @param after as in {@link EventLog#cursor}
   */
  EndpointView replay(OrganizationId organization, UUID id, @Nullable String after) {
    found(organization, id);
    long cursor = log.cursor(organization, "after", after);
    transaction.executeWithoutResult(_ -> {
      locked(organization, id);
      deliveries.restart(id, cursor);
    });
    worker.ring();
    return get(organization, id);
  }

  /** A new secret; the one before it signs too for a day. */
  WithSecret renewSecret(OrganizationId organization, UUID id) {
    var secret = Signature.newSecret();
    transaction.executeWithoutResult(_ -> {
      locked(organization, id);
      endpoints.keepSecret(id, secret, clock.instant().plus(OLDER_SECRET_LIVES));
    });
    return new WithSecret(get(organization, id), secret);
  }

  /** Posts an event of the type {@code webhook.test}, which is in no log, and says what came. */
  Tested test(OrganizationId organization, UUID id) {
    var endpoint = found(organization, id);
    var event = TestEvent.of(endpoint, clock.instant());
    long from = System.nanoTime();
    var delivered =
        carrier.post(
            endpoint.url(),
            endpoints.secrets(endpoint, clock.instant()),
            event.id().toString(),
            event);
    return new Tested(delivered, (System.nanoTime() - from) / 1_000_000);
  }

  /** An event as in the log, but without a cursor. */
  record TestEvent(UUID id, String type, Instant timestamp, Map<String, String> data) {
    static TestEvent of(Endpoint endpoint, Instant now) {
      return new TestEvent(
          UUID.randomUUID(), "webhook.test", now, Map.of("endpoint", endpoint.id().toString()));
    }
  }

  private EndpointView view(Endpoint endpoint) {
    var progress =
        deliveries
            .find(endpoint.id())
            .orElseThrow(() -> new Missing("wrong.missing.webhook-endpoint"));
    long backlog =
        log.count(endpoint.organization(), endpoint.filter(), progress.cursor(), LARGEST_BACKLOG);
    return EndpointView.of(endpoint, progress, backlog);
  }

  private Endpoint found(OrganizationId organization, UUID id) {
    return endpoints
        .find(id)
        .filter(endpoint -> endpoint.organization().equals(organization))
        .orElseThrow(() -> new Missing("wrong.missing.webhook-endpoint"));
  }

  private Endpoint locked(OrganizationId organization, UUID id) {
    return endpoints
        .lock(id)
        .filter(endpoint -> endpoint.organization().equals(organization))
        .orElseThrow(() -> new Missing("wrong.missing.webhook-endpoint"));
  }
}
