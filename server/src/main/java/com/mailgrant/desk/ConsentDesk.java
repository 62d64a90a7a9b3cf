package com.mailgrant.desk;

import com.mailgrant.account.AccountServers;
import com.mailgrant.account.AccountState;
import com.mailgrant.account.AccountStep;
import com.mailgrant.account.Accounts;
import com.mailgrant.account.MailAccount;
import com.mailgrant.appregistration.AppRegistration;
import com.mailgrant.appregistration.AppRegistrations;
import com.mailgrant.desk.ConsentAnswer.Verdict;
import com.mailgrant.event.EventData;
import com.mailgrant.event.EventType;
import com.mailgrant.event.Events;
import com.mailgrant.event.Subject;
import com.mailgrant.organization.Organizations;
import com.mailgrant.platform.Language;
import com.mailgrant.platform.MailgrantProperties;
import com.mailgrant.platform.Sentence;
import com.mailgrant.provider.Cloud;
import com.mailgrant.provider.MailProviders;
import com.mailgrant.provider.Permission;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Asks administrators to consent for everybody, and moves the waiting accounts on. */
@Service
class ConsentDesk {
  private final Accounts accounts;
  private final AccountServers servers;
  private final AppRegistrations registrations;
  private final MailProviders providers;
  private final ConsentStates states;
  private final ConsentTable table;
  private final Organizations organizations;
  private final Events events;
  private final MailgrantProperties properties;

  ConsentDesk(
      Accounts accounts,
      AccountServers servers,
      AppRegistrations registrations,
      MailProviders providers,
      ConsentStates states,
      ConsentTable table,
      Organizations organizations,
      Events events,
      MailgrantProperties properties) {
    this.accounts = accounts;
    this.servers = servers;
    this.registrations = registrations;
    this.providers = providers;
    this.states = states;
    this.table = table;
    this.organizations = organizations;
    this.events = events;
    this.properties = properties;
  }

  /**
   * What to put before an administrator.
   *
   * @param tenant whose administrator it must be
   * @param link to the provider's consent page for the whole tenant
   * @param page of ours that leads there, and asks who it is
   */
  record Request(
      String tenant,
      String clientId,
      URI link,
      URI page,
      List<Permission> permissions,
      Cloud cloud) {
    /** Whose name must stand in the address bar. */
    public String host() {
      return link.getHost();
    }
  }

  /**
   * A text to send with the link.
   *
   * @param language in which it is written
   */
  record Letter(Language language, String subject, String text) {}

  /** In the organization's language first, then in the others, English before all. */
  List<Letter> letters(MailAccount account, Request asked) {
    var own = organizations.language(account.organization());
    return Stream.concat(Stream.of(own), Arrays.stream(Language.values()))
        .distinct()
        .map(language -> letter(language, account, asked))
        .toList();
  }

  private static Letter letter(Language language, MailAccount account, Request asked) {
    return new Letter(
        language,
        Sentence.of("desk.letter.subject", asked.tenant()).in(language),
        Sentence.of(
                "desk.letter.text",
                asked.tenant(),
                account.username(),
                asked.clientId(),
                asked.page().toString(),
                asked.link().toString())
            .in(language));
  }

  /** Empty where the account's provider has no such page, or the registration is missing. */
  Optional<Request> request(MailAccount account) {
    return request(account, "");
  }

  /**
   * For somebody who is on the way to the provider.
   *
   * @param approver as they call themselves; empty where they do not
   */
  Optional<Request> request(MailAccount account, String approver) {
    return servers
        .cloud(account)
        .flatMap(cloud ->
            registrations
                .forCloud(account.organization(), cloud.name())
                .flatMap(registration -> request(account, cloud, registration, approver)));
  }

  /** Newest first. */
  List<ConsentAnswer> answers(MailAccount account) {
    return table.of(account);
  }

  /**
   * Records what an administrator answered. An approval wakes every account that waits for the same
   * tenant; whether it holds, the next Login shows.
   *
   * @return the accounts that moved on
   */
  @Transactional
  List<MailAccount> answered(MailAccount asked, ConsentAnswer answer) {
    table.keep(asked, answer);
    events.publish(
        EventType.CONSENT_ANSWERED,
        Subject.account(asked.organization(), asked.id().value()),
        new EventData.Consent(
            asked.accountName(), answer.verdict().apiName(), answer.tenant(), answer.approver()));
    if (answer.verdict() == Verdict.REFUSED) {
      return List.of();
    }
    var waiting =
        accounts.of(asked.organization()).stream()
            .filter(account -> account.state() == AccountState.WAITING_FOR_ADMINISTRATOR)
            .filter(account -> Objects.equals(account.cloud(), asked.cloud()))
            .filter(account -> Objects.equals(tenant(account), tenant(asked)))
            .toList();
    waiting.forEach(account -> accounts.step(account.id(), AccountStep.ADMINISTRATOR_APPROVED));
    return waiting;
  }

  /** Whose administrator it takes; null where there is no such page. */
  private @Nullable String tenant(MailAccount account) {
    return request(account).map(Request::tenant).orElse(null);
  }

  private Optional<Request> request(
      MailAccount account, Cloud cloud, AppRegistration registration, String approver) {
    var provider = providers.of(account.type());
    var tenant = tenantToAsk(account, registration);
    var page = provider.endpoints(cloud, tenant).adminConsent();
    if (page == null) {
      return Optional.empty();
    }
    var state = states.of(account.id(), approver);
    var permissions = provider.permissions(cloud);
    var link =
        page
            + "?client_id="
            + encoded(registration.clientId())
            + "&scope="
            + encoded(permissions.stream().map(Permission::scope).collect(Collectors.joining(" ")))
            + "&redirect_uri="
            + encoded(properties.redirectUri())
            + "&state="
            + state;
    return Optional.of(
        new Request(
            tenant,
            registration.clientId(),
            URI.create(link),
            URI.create(properties.publicUrl() + ApprovalPages.PATH + "/" + state),
            permissions,
            cloud));
  }

  /**
   * A registration for many tenants names none, and the consent page wants one: that of the
   * person's address.
   */
  private static String tenantToAsk(MailAccount account, AppRegistration registration) {
    return switch (registration.tenant()) {
      case "common", "organizations" ->
          account.username().contains("@")
              ? account.username().substring(account.username().indexOf('@') + 1)
              : registration.tenant();
      default -> registration.tenant();
    };
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
