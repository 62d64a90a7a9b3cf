package com.mailgrant.appregistration;

import com.mailgrant.appregistration.AppRegistration.Origin;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.Missing;
import com.mailgrant.platform.Refused;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The app registrations of all organizations. */
@Service
public class AppRegistrations {
  private final AppRegistrationTable table;
  private final SpareSecretTable spares;
  private final AppRegistrationRules rules;
  private final ApplicationEventPublisher events;

  AppRegistrations(
      AppRegistrationTable table,
      SpareSecretTable spares,
      AppRegistrationRules rules,
      ApplicationEventPublisher events) {
    this.table = table;
    this.spares = spares;
    this.rules = rules;
    this.events = events;
  }

  /** All of an organization, by cloud and tenant. */
  public List<AppRegistration> of(OrganizationId organization) {
    return table.of(organization);
  }

  /**
   * The one that accounts of this cloud sign in with: the oldest, so that a second one changes
   * nothing.
   */
  public Optional<AppRegistration> forCloud(OrganizationId organization, String cloud) {
    return table.of(organization).stream()
        .filter(registration -> registration.cloud().equals(cloud))
        .findFirst();
  }

  /**
   * One registration.
   *
   * @throws Missing when the organization has no such registration
   */
  public AppRegistration get(OrganizationId organization, UUID id) {
    return find(organization, id).orElseThrow(() -> new Missing("wrong.missing.app-registration"));
  }

  /** One registration; empty when it was deleted meanwhile. */
  public Optional<AppRegistration> find(OrganizationId organization, UUID id) {
    return table.find(id).filter(found -> found.organization().equals(organization));
  }

  /**
   * What the client shows to the token endpoint; read anew each time, so that a corrected secret
   * works at once.
   */
  public ClientProof proof(AppRegistration registration) {
    return table.proof(registration);
  }

  /** What is at hand to take the place of the secret or certificate in use. */
  public enum Successor {
    NONE,
    /** Entered, but the authority was not seen to take it. */
    NOT_PROVED,
    /** The authority takes it, and it lasts longer than the one in use. */
    PROVED
  }

  /** Whether somebody has seen to what comes after the end of the secret in use. */
  public Successor successor(AppRegistration registration) {
    return spares
        .find(registration.id(), SpareSecret.Role.NEXT)
        .filter(next -> outlives(next, registration))
        .map(next -> next.accepted() ? Successor.PROVED : Successor.NOT_PROVED)
        .orElse(Successor.NONE);
  }

  private static boolean outlives(SpareSecret next, AppRegistration registration) {
    var ends = next.expires();
    var now = registration.expires();
    return ends == null || now == null || ends.isAfter(now);
  }

  @Transactional
  AppRegistration create(OrganizationId organization, AppRegistrationDraft draft, Origin origin) {
    var id = UUID.randomUUID();
    try {
      table.insert(id, organization, rules.check(draft, null), origin);
    } catch (DuplicateKeyException e) {
      throw taken(e);
    }
    return get(organization, id);
  }

  /**
   * @param version the one that the person saw; null to overwrite whatever is there
   */
  @Transactional
  AppRegistration edit(
      OrganizationId organization, UUID id, AppRegistrationDraft draft, @Nullable Long version) {
    var before = get(organization, id);
    if (version != null && version != before.version()) {
      throw new Refused(Refused.Reason.STALE_VERSION, "wrong.registration.stale");
    }
    var checked = rules.check(draft, before);
    try {
      table.update(id, checked);
    } catch (DuplicateKeyException e) {
      throw taken(e);
    }
    var after = get(organization, id);
    events.publishEvent(new AppRegistrationEdited(after));
    return after;
  }

  @Transactional
  void delete(OrganizationId organization, UUID id) {
    table.delete(get(organization, id).id());
  }

  private static InvalidInput taken(DuplicateKeyException cause) {
    var refused = new InvalidInput("clientId", "wrong.registration.taken");
    refused.initCause(cause);
    return refused;
  }
}
