package com.mailgrant.provider;

import com.mailgrant.mail.Security;
import com.mailgrant.mail.ServerAddress;
import com.mailgrant.platform.MailgrantProperties;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * All clouds: those that the providers know by themselves, and those that the configuration
 * declares.
 */
@Component
public class Clouds {
  private final List<Cloud> all = new ArrayList<>();
  private final List<String> registered;

  Clouds(List<MailProvider> providers, MailgrantProperties properties) {
    providers.forEach(provider -> all.addAll(provider.clouds()));
    properties
        .clouds()
        .forEach((name, declared) -> {
          all.removeIf(cloud -> cloud.name().equals(name));
          all.add(declared(name, declared, providers));
        });
    registered =
        properties.appRegistrations().stream()
            .map(MailgrantProperties.AppRegistrationProperties::cloud)
            .distinct()
            .toList();
  }

  /** In the order of the providers, declared ones last. */
  public List<Cloud> all() {
    return List.copyOf(all);
  }

  /** Those whose mailboxes an account of this type can have. */
  public List<Cloud> serving(AccountType type) {
    return all.stream().filter(cloud -> cloud.serves() == type).toList();
  }

  /** The one with this name. */
  public Optional<Cloud> named(String name) {
    return all.stream().filter(cloud -> cloud.name().equals(name)).findFirst();
  }

  /**
   * The one for an account whose form names none: the first with an app registration, else the
   * provider's own.
   */
  public Cloud usual(AccountType type) {
    var possible = serving(type);
    return possible.stream()
        .filter(cloud -> registered.contains(cloud.name()))
        .findFirst()
        .orElseGet(possible::getFirst);
  }

  private static Cloud declared(
      String name, MailgrantProperties.CloudProperties declared, List<MailProvider> providers) {
    var serves =
        switch (declared.kind().toLowerCase(Locale.ROOT)) {
          case "microsoft" -> AccountType.MICROSOFT_365;
          case "outlook" -> AccountType.OUTLOOK_COM;
          case "google" -> AccountType.GMAIL;
          default ->
              throw new IllegalStateException(
                  "mailgrant.clouds."
                      + name
                      + ".kind must be microsoft, outlook or google, not "
                      + declared.kind());
        };
    var displayName = declared.displayName();
    return new Cloud(
        name,
        displayName == null ? name : displayName,
        serves,
        withoutSlash(declared.authority()),
        declared.resource() == null ? "" : declared.resource(),
        server(name, "imap", declared.imap(), 993, Security.TLS),
        server(name, "pop3", declared.pop3(), 995, Security.TLS),
        server(name, "smtp", declared.smtp(), 587, Security.STARTTLS),
        Boolean.TRUE.equals(declared.filesSentCopy())
            ? SentCopy.PROVIDER_FILES_IT
            : SentCopy.MAILGRANT_APPENDS,
        usualPages(serves, providers));
  }

  /** A declared cloud is administered as the usual one of its kind, as far as anybody knows. */
  private static AdminPages usualPages(AccountType serves, List<MailProvider> providers) {
    return providers.stream()
        .filter(provider -> provider.type() == serves)
        .flatMap(provider -> provider.clouds().stream())
        .findFirst()
        .map(Cloud::pages)
        .orElse(AdminPages.NONE);
  }

  private static URI withoutSlash(URI authority) {
    var text = authority.toString();
    return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : authority;
  }

  private static ServerAddress server(
      String cloud,
      String protocol,
      MailgrantProperties.@Nullable ServerProperties declared,
      int usualPort,
      Security usualSecurity) {
    if (declared == null) {
      // Declared without this protocol: whoever wants it gets a clear failure to connect.
      return new ServerAddress("undeclared.invalid", usualPort, usualSecurity);
    }
    var property = "mailgrant.clouds." + cloud + "." + protocol;
    var security = declared.security();
    var port = declared.port();
    return new ServerAddress(
        declared.host(),
        port == null ? usualPort : port,
        security == null ? usualSecurity : security(property, security));
  }

  private static Security security(String property, String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "tls", "ssl" -> Security.TLS;
      case "starttls" -> Security.STARTTLS;
      case "none" -> Security.NONE;
      default ->
          throw new IllegalStateException(
              property + ".security must be tls, starttls or none, not " + word);
    };
  }
}
