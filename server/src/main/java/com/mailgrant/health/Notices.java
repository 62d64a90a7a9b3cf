package com.mailgrant.health;

import com.mailgrant.account.AccountId;
import com.mailgrant.account.Accounts;
import com.mailgrant.account.EmailAddress;
import com.mailgrant.account.MailAccount;
import com.mailgrant.diagnosis.Actor;
import com.mailgrant.diagnosis.Diagnoses;
import com.mailgrant.diagnosis.Diagnosis;
import com.mailgrant.diagnosis.Report;
import com.mailgrant.health.HealthNotice.Kind;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.organization.Organizations;
import com.mailgrant.platform.Language;
import com.mailgrant.platform.MailgrantProperties;
import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Tells people and programs, inside the transaction of whoever decides that it is time. */
@Component
class Notices {
  private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

  private final Accounts accounts;
  private final Organizations organizations;
  private final HealthTable health;
  private final Diagnoses diagnoses;
  private final Places places;
  private final NoticeMailTable mail;
  private final ApplicationEventPublisher events;
  private final MailgrantProperties properties;
  private final Clock clock;

  Notices(
      Accounts accounts,
      Organizations organizations,
      HealthTable health,
      Diagnoses diagnoses,
      Places places,
      NoticeMailTable mail,
      ApplicationEventPublisher events,
      MailgrantProperties properties,
      Clock clock) {
    this.accounts = accounts;
    this.organizations = organizations;
    this.health = health;
    this.diagnoses = diagnoses;
    this.places = places;
    this.mail = mail;
    this.events = events;
    this.properties = properties;
    this.clock = clock;
  }

  /** Tells of trouble or of its end. */
  void tell(Kind kind, Trouble trouble, Set<AccountId> concerned) {
    var named = named(concerned);
    if (named.isEmpty()) {
      return;
    }
    var language = organizations.language(trouble.organization());
    var diagnosis = diagnosis(trouble, language);
    var text = new NoticeText(language, properties.publicUrl(), trouble.since(), named);
    events.publishEvent(
        new HealthNotice(
            trouble.organization(),
            kind,
            trouble.cause(),
            trouble.code(),
            title(trouble, Language.ENGLISH),
            trouble.errorId(),
            List.copyOf(concerned),
            trouble.since(),
            clock.instant()));
    LOG.info(
        "Telling {} of {} at {} accounts, {} since {}.",
        kind.apiName(),
        trouble.code(),
        concerned.size(),
        trouble.cause(),
        trouble.since());
    var place = outagePlace(trouble, concerned);
    var written =
        switch (kind) {
          case TROUBLE -> text.trouble(failingWay(concerned), place, diagnosis, trouble.errorId());
          case OVER -> text.over(place, title(trouble, language));
          case WARNING -> throw new IllegalArgumentException("a trouble is no warning");
        };
    queue(trouble.organization(), concerned, owner(named, diagnosis), written);
  }

  /** Tells of something that will break. */
  void warn(OrganizationId organization, List<Warning> warnings) {
    var now = clock.instant();
    for (var warning : warnings) {
      events.publishEvent(
          new HealthNotice(
              organization,
              Kind.WARNING,
              warning.kind().apiName() + ":" + warning.subject(),
              null,
              warning.title().toString(),
              null,
              warning.accounts(),
              warning.dueAt(),
              now));
      LOG.info("Warning: {}", warning.title());
    }
    queue(
        organization,
        Set.of(),
        null,
        NoticeText.warnings(
            organizations.language(organization), properties.publicUrl(), warnings));
  }

  private void queue(
      OrganizationId organization,
      Collection<AccountId> concerned,
      @Nullable String owner,
      NoticeText.Written text) {
    if (!properties.health().recipients().isEmpty()) {
      mail.add(organization, concerned, owner, text, clock.instant());
    }
  }

  /** The person who alone can mend it, where there is one; null where others can. */
  private @Nullable String owner(List<MailAccount> named, Optional<Diagnosis> diagnosis) {
    return properties.health().notifyOwners()
            && named.size() == 1
            && diagnosis.filter(known -> known.actor() == Actor.USER).isPresent()
        ? EmailAddress.parse(named.getFirst().username()).map(EmailAddress::value).orElse(null)
        : null;
  }

  private List<MailAccount> named(Set<AccountId> concerned) {
    return concerned.stream()
        .map(accounts::find)
        .flatMap(Optional::stream)
        .sorted(Comparator.comparing(account -> account.accountName().toLowerCase(Locale.ROOT)))
        .toList();
  }

  private String title(Trouble trouble, Language language) {
    return diagnosis(trouble, language).map(Diagnosis::title).orElse(trouble.code());
  }

  private Optional<Diagnosis> diagnosis(Trouble trouble, Language language) {
    var errorId = trouble.errorId();
    return errorId == null
        ? Optional.empty()
        : diagnoses.find(trouble.organization().value(), errorId, language).map(Report::diagnosis);
  }

  private Optional<String> outagePlace(Trouble trouble, Set<AccountId> concerned) {
    return trouble.cause().startsWith("outage:")
        ? concerned.stream()
            .map(health::find)
            .flatMap(Optional::stream)
            .map(HealthRow::place)
            .map(places::label)
            .findFirst()
        : Optional.empty();
  }

  /** What the accounts cannot do, as far as it is the same for all of them. */
  private NoticeText.Way failingWay(Set<AccountId> concerned) {
    var rows = concerned.stream().map(health::find).flatMap(Optional::stream).toList();
    boolean reading = rows.stream().anyMatch(row -> row.inbound().inTrouble());
    boolean sending = rows.stream().anyMatch(row -> row.outbound().inTrouble());
    return reading && sending
        ? NoticeText.Way.BOTH
        : sending ? NoticeText.Way.SENDING : NoticeText.Way.READING;
  }
}
