package com.mailgrant.migration;

import com.mailgrant.account.EmailAddress;
import com.mailgrant.migration.Autoconfig.Server;
import com.mailgrant.platform.HttpResult;
import com.mailgrant.platform.Https;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.provider.AccountType;
import com.mailgrant.provider.MailProvider;
import com.mailgrant.provider.MailProviders;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Service;

/**
 * What an address uses, as its domain tells: autoconfig, SRV records (RFC 6186) and MX records, all
 * asked at once and none for longer than a person waits. What comes out are proposals: DNS and
 * strangers' documents prove nothing.
 */
@Service
class Discovery {
  private static final Duration PATIENCE = Duration.ofSeconds(6);
  private static final int HTTPS_PORT = 443;

  private final Https https;
  private final DomainNames names;
  private final MailProviders providers;
  private final int port;

  @Autowired
  Discovery(Https https, DomainNames names, MailProviders providers) {
    this(https, names, providers, HTTPS_PORT);
  }

  /**
   * @param port at which web servers answer
   */
  Discovery(Https https, DomainNames names, MailProviders providers, int port) {
    this.port = port;
    this.https = https;
    this.names = names;
    this.providers = providers;
  }

  /**
   * What was found.
   *
   * @param type the provider that takes mail in for the domain; null where it is none we know
   * @param losesPassword why its servers take passwords no more; null where they do
   * @param servers the first of each protocol is the one to use
   * @param sources which ways told something: {@code autoconfig}, {@code srv}, {@code mx}
   */
  record Found(
      String address,
      @Nullable AccountType type,
      @Nullable String losesPassword,
      List<Server> servers,
      List<String> exchangers,
      List<String> sources) {}

  Found look(String typed) {
    var address =
        EmailAddress.parse(typed)
            .filter(parsed -> parsed.domain().contains("."))
            .orElseThrow(() -> new InvalidInput("address", "wrong.migration.email"));
    var domain = address.domain();
    var query = "?emailaddress=" + URLEncoder.encode(address.value(), StandardCharsets.UTF_8);
    var first =
        asked(() -> document("autoconfig." + domain, "/mail/config-v1.1.xml" + query, address));
    var second =
        asked(() -> document(domain, "/.well-known/autoconfig/mail/config-v1.1.xml", address));
    var services = asked(() -> services(domain, address));
    var exchangers = asked(() -> names.exchangers(domain));
    var configured = told(first).isEmpty() ? told(second) : told(first);
    var offered = told(services);
    var takers = told(exchangers);
    var sources = new ArrayList<String>();
    if (!configured.isEmpty()) {
      sources.add("autoconfig");
    }
    if (!offered.isEmpty()) {
      sources.add("srv");
    }
    if (!takers.isEmpty()) {
      sources.add("mx");
    }
    var servers = configured.isEmpty() ? offered : configured;
    return new Found(
        address.value(),
        type(takers, servers).orElse(null),
        servers.stream()
            .map(server -> removed(server.host()))
            .flatMap(Optional::stream)
            .findFirst()
            .orElse(null),
        servers,
        takers,
        sources);
  }

  private Optional<AccountType> type(List<String> exchangers, List<Server> servers) {
    return exchangers.stream()
        .flatMap(host -> providers.all().stream().filter(each -> each.takesMailAt(host)))
        .map(MailProvider::type)
        .findFirst()
        .or(() ->
            servers.stream()
                .flatMap(server ->
                    providers.all().stream()
                        .filter(each -> each.passwordsRemoved(server.host()).isPresent()))
                .map(MailProvider::type)
                .min(Comparator.naturalOrder()));
  }

  private Optional<String> removed(String host) {
    return providers.all().stream()
        .map(provider -> provider.passwordsRemoved(host))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private List<Server> document(String host, String path, EmailAddress address) {
    var place = host + (port == HTTPS_PORT ? "" : ":" + port);
    return https.getForeign(URI.create("https://" + place + path), PATIENCE)
                instanceof HttpResult.Answer(var status, var body)
            && status == 200
        ? Autoconfig.read(body, address)
        : List.of();
  }

  private List<Server> services(String domain, EmailAddress address) {
    var servers = new ArrayList<Server>();
    offered(servers, "imap", "_imaps", "tls", domain, address);
    offered(servers, "imap", "_imap", "starttls", domain, address);
    offered(servers, "pop3", "_pop3s", "tls", domain, address);
    offered(servers, "smtp", "_submissions", "tls", domain, address);
    offered(servers, "smtp", "_submission", "starttls", domain, address);
    return servers;
  }

  private void offered(
      List<Server> servers,
      String protocol,
      String service,
      String security,
      String domain,
      EmailAddress address) {
    names
        .services(service, domain)
        .forEach(named ->
            servers.add(
                new Server(
                    protocol,
                    named.host().toLowerCase(Locale.ROOT),
                    named.port(),
                    security,
                    address.value(),
                    false)));
  }

  private static <T> CompletableFuture<List<T>> asked(Supplier<List<T>> question) {
    return CompletableFuture.supplyAsync(question, Thread::startVirtualThread)
        .completeOnTimeout(List.of(), PATIENCE.toMillis() + 1_000, TimeUnit.MILLISECONDS);
  }

  private static <T> List<T> told(CompletableFuture<List<T>> answer) {
    return answer.exceptionally(_ -> List.of()).join();
  }
}
