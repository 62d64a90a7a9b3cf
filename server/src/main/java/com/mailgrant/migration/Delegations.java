package com.mailgrant.migration;

import com.mailgrant.access.DelegateKeys;
import com.mailgrant.access.DelegatePasses;
import com.mailgrant.event.EventData;
import com.mailgrant.event.EventType;
import com.mailgrant.event.Events;
import com.mailgrant.event.Subject;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.MailgrantProperties;
import com.mailgrant.platform.Missing;
import com.mailgrant.platform.Secret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Gives the plan to an implementer for a time (row R11), by a link that can be revoked. */
@Service
class Delegations implements DelegatePasses {
  static final String PATH = "/delegation/";
  private static final int LONGEST_NAME = 100;
  private static final int MOST_DAYS = 90;

  private final DelegationTable table;
  private final DelegateKeys keys;
  private final Events events;
  private final MailgrantProperties properties;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Delegations(
      DelegationTable table,
      DelegateKeys keys,
      Events events,
      MailgrantProperties properties,
      TransactionTemplate transaction,
      Clock clock) {
    this.table = table;
    this.keys = keys;
    this.events = events;
    this.properties = properties;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * What was made. The link and the key are told this once.
   *
   * @param apiKey left out where none was wished for
   */
  record Made(UUID id, String name, String link, Instant expiresAt, @Nullable String apiKey) {}

  List<Delegation> of(OrganizationId organization) {
    return table.of(organization);
  }

  /**
   * @param days for which it serves, 1 to 90
   * @param withKey whether a program of theirs works at the plan, too
   */
  Made make(
      OrganizationId organization, @Nullable String typed, int days, boolean withKey, String by) {
    var name = typed == null ? "" : typed.strip();
    if (name.isEmpty()
        || name.length() > LONGEST_NAME
        || name.codePoints().anyMatch(PlanRow::isControl)) {
      throw new InvalidInput("name", "wrong.migration.delegate");
    }
    if (days < 1 || days > MOST_DAYS) {
      throw new InvalidInput("days", "wrong.migration.days");
    }
    var token = LinkToken.random();
    var id = UUID.randomUUID();
    var now = clock.instant();
    var expires = now.plus(Duration.ofDays(days));
    return Objects.requireNonNull(
        transaction.execute(_ -> {
          var key = withKey ? keys.make(organization, name, expires) : null;
          table.insert(
              id, organization, name, token, by, now, expires, key == null ? null : key.id());
          events.publish(
              EventType.MIGRATION_DELEGATED,
              Subject.organization(organization),
              new EventData.Migration(
                  null, by, name + " may work at the migration plan until " + expires + "."));
          return new Made(
              id,
              name,
              LinkToken.link(properties.publicUrl(), PATH, token),
              expires,
              key == null ? null : key.key());
        }));
  }

  void revoke(OrganizationId organization, UUID id, String by) {
    transaction.executeWithoutResult(_ -> {
      var delegation =
          table.of(organization).stream()
              .filter(each -> each.id().equals(id))
              .findFirst()
              .orElseThrow(() -> new Missing("wrong.missing.delegation"));
      if (table.revoke(id, clock.instant())) {
        table.apiKey(id).ifPresent(key -> keys.end(organization, key));
        events.publish(
            EventType.MIGRATION_DELEGATION_ENDED,
            Subject.organization(organization),
            new EventData.Migration(
                null, by, delegation.name() + " may work at the migration plan no more."));
      }
    });
  }

  /** Empty for every link that does not serve. */
  Optional<Delegation> open(Secret token) {
    return table.find(token).filter(found -> found.serves(clock.instant()));
  }

  @Override
  public boolean serves(UUID id) {
    var now = clock.instant();
    var serves = table.find(id).filter(found -> found.serves(now));
    serves.ifPresent(found -> table.used(id, now));
    return serves.isPresent();
  }
}
