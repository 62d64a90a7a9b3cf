package com.mailgrant.desk;

import com.mailgrant.account.AccountServers;
import com.mailgrant.account.AccountState;
import com.mailgrant.account.AccountStep;
import com.mailgrant.account.Accounts;
import com.mailgrant.account.MailAccount;
import com.mailgrant.appregistration.AppRegistration;
import com.mailgrant.appregistration.AppRegistrations;
import com.mailgrant.desk.ConsentAnswer.Verdict;
import com.mailgrant.platform.MailgrantProperties;
import com.mailgrant.provider.Cloud;
import com.mailgrant.provider.MailProviders;
import com.mailgrant.provider.Permission;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
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
  private final MailgrantProperties properties;

  ConsentDesk(
      Accounts accounts,
      AccountServers servers,
      AppRegistrations registrations,
      MailProviders providers,
      ConsentStates states,
      ConsentTable table,
      MailgrantProperties properties) {
    this.accounts = accounts;
    this.servers = servers;
    this.registrations = registrations;
    this.providers = providers;
    this.states = states;
    this.table = table;
    this.properties = properties;
  }

  /**
   * What to put before an administrator.
   *
   * @param tenant whose administrator it must be
   * @param link to the provider's consent page for the whole tenant
   */
  record Request(
      String tenant, String clientId, URI link, List<Permission> permissions, Cloud cloud) {
    /** Whose name must stand in the address bar. */
    String host() {
      return link.getHost();
    }
  }

  /** Empty where the account's provider has no such page, or the registration is missing. */
  Optional<Request> request(MailAccount account) {
    return servers
        .cloud(account)
        .flatMap(cloud ->
            registrations
                .forCloud(account.organization(), cloud.name())
                .flatMap(registration -> request(account, cloud, registration)));
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
      MailAccount account, Cloud cloud, AppRegistration registration) {
    var provider = providers.of(account.type());
    var tenant = tenantToAsk(account, registration);
    var page = provider.endpoints(cloud, tenant).adminConsent();
    if (page == null) {
      return Optional.empty();
    }
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
            + states.of(account.id());
    return Optional.of(
        new Request(tenant, registration.clientId(), URI.create(link), permissions, cloud));
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
