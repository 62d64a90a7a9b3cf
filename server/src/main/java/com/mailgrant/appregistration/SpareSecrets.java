package com.mailgrant.appregistration;

import com.mailgrant.appregistration.SpareSecret.Role;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.platform.Missing;
import com.mailgrant.platform.Refused;
import com.mailgrant.platform.Secret;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Two secrets side by side: the next one is entered early and tested at the authority, takes over
 * at the press of a button, and the one before is kept until its end.
 */
@Service
class SpareSecrets {
  private final SpareSecretTable table;
  private final AppRegistrationTable registrations;
  private final AppRegistrations all;
  private final AppRegistrationRules rules;
  private final SecretTrial trial;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  SpareSecrets(
      SpareSecretTable table,
      AppRegistrationTable registrations,
      AppRegistrations all,
      AppRegistrationRules rules,
      SecretTrial trial,
      ApplicationEventPublisher events,
      Clock clock) {
    this.table = table;
    this.registrations = registrations;
    this.all = all;
    this.rules = rules;
    this.trial = trial;
    this.events = events;
    this.clock = clock;
  }

  /** What has this role; a secret that has ended is none. */
  Optional<SpareSecret> find(AppRegistration registration, Role role) {
    return table.find(registration.id(), role).filter(spare -> !spare.ended(today()));
  }

  /**
   * Keeps the next secret, in place of one that was entered before and not used.
   *
   * @throws com.mailgrant.platform.InvalidInput with every field that is wrong
   */
  @Transactional
  void enter(
      OrganizationId organization,
      UUID id,
      @Nullable Secret secret,
      @Nullable String certificate,
      @Nullable Secret privateKey,
      @Nullable String expires) {
    var registration = all.get(organization, id);
    var checked =
        rules.check(
            new AppRegistrationDraft(
                registration.cloud(),
                registration.tenant(),
                registration.clientId(),
                secret,
                certificate,
                privateKey,
                expires),
            null);
    table.keep(
        id,
        Role.NEXT,
        AppRegistrationTable.proof(checked),
        checked.certificate(),
        AppRegistrationTable.secret(checked),
        checked.expires(),
        now());
  }

  /** Asks the authority about the next secret, and keeps the answer. */
  void test(OrganizationId organization, UUID id) {
    var registration = all.get(organization, id);
    var next = next(registration);
    var candidate =
        AppRegistrationTable.proof(next.proof(), next.certificate(), table.secret(next));
    table.tested(next, trial.tried(registration, candidate), now());
  }

  /**
   * The next secret takes over; the one that was in use is kept until its end.
   *
   * @throws Refused while the authority was not seen to take the next one
   */
  @Transactional
  void switchOver(OrganizationId organization, UUID id) {
    var registration = locked(organization, id);
    var next = next(registration);
    if (!next.accepted()) {
      throw new Refused(Refused.Reason.CONFLICT, "wrong.registration.next-not-tested");
    }
    exchange(registration, next, Role.PREVIOUS);
  }

  /**
   * The secret before takes over again; the one that was in use becomes the next one, to be tested.
   *
   * @throws Missing when none is kept
   * @throws Refused while a next secret stands in its place
   */
  @Transactional
  void switchBack(OrganizationId organization, UUID id) {
    var registration = locked(organization, id);
    if (table.find(id, Role.NEXT).isPresent()) {
      throw new Refused(Refused.Reason.CONFLICT, "wrong.registration.next-in-the-way");
    }
    exchange(
        registration,
        find(registration, Role.PREVIOUS)
            .orElseThrow(() -> new Missing("wrong.missing.secret-before")),
        Role.NEXT);
  }

  /** Forgets the next secret. */
  @Transactional
  void discard(OrganizationId organization, UUID id) {
    table.delete(next(all.get(organization, id)).registration(), Role.NEXT);
  }

  private void exchange(AppRegistration registration, SpareSecret comes, Role goesTo) {
    var secret = table.secret(comes);
    table.keep(
        registration.id(),
        goesTo,
        registration.proof(),
        registration.certificate(),
        registrations.secret(registration),
        registration.expires(),
        now());
    registrations.replaceSecret(
        registration.id(), comes.proof(), comes.certificate(), secret, comes.expires());
    table.delete(registration.id(), comes.role());
    events.publishEvent(
        new AppRegistrationEdited(all.get(registration.organization(), registration.id())));
  }

  /** No other node changes it until this transaction ends. */
  private AppRegistration locked(OrganizationId organization, UUID id) {
    registrations.lock(id);
    return all.get(organization, id);
  }

  private SpareSecret next(AppRegistration registration) {
    return table
        .find(registration.id(), Role.NEXT)
        .orElseThrow(() -> new Missing("wrong.missing.next-secret"));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
