package com.mailgrant.guide;

import com.mailgrant.connectiontest.Check;
import com.mailgrant.connectiontest.ConnectionTest;
import com.mailgrant.connectiontest.ProvedCheck;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.platform.Sentence;
import com.mailgrant.provider.AccountType;
import com.mailgrant.provider.Cloud;
import com.mailgrant.provider.Clouds;
import com.mailgrant.provider.MailProvider;
import com.mailgrant.provider.MailProviders;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** What this installation can do, and what of it a test has proved here (row R3). */
@Service
class Capabilities {
  private final MailProviders providers;
  private final Clouds clouds;
  private final ConnectionTest test;

  Capabilities(MailProviders providers, Clouds clouds, ConnectionTest test) {
    this.providers = providers;
    this.clouds = clouds;
    this.test = test;
  }

  /**
   * @param signIn the flows, as a person reads them
   * @param flows {@code authorization-code}, {@code client-credentials}, {@code password}
   * @param signInProvedAt when a token was last issued, or a password last taken; null: never here
   * @param readingProvedAt when a mailbox was last opened by IMAP; null: never here
   * @param sendingProvedAt when SMTP last took a sign-in; null: never here
   */
  record Capability(
      AccountType type,
      String label,
      String signIn,
      List<String> flows,
      List<String> clouds,
      List<String> protocols,
      @Nullable Instant signInProvedAt,
      @Nullable Instant readingProvedAt,
      @Nullable Instant sendingProvedAt) {}

  List<Capability> of(OrganizationId organization) {
    var proved = test.lastProved(organization);
    var capabilities = new ArrayList<Capability>();
    for (var provider : providers.all()) {
      capabilities.add(capability(provider, proved));
    }
    return capabilities;
  }

  private Capability capability(MailProvider provider, List<ProvedCheck> proved) {
    boolean oauth = provider.usesOAuth();
    var flows = flows(provider);
    return new Capability(
        provider.type(),
        provider.type().label(),
        flows.stream()
            .map(flow -> Sentence.of("guide.flow." + flow).forReader())
            .collect(Collectors.joining("; ")),
        flows,
        clouds.serving(provider.type()).stream().map(Cloud::displayName).toList(),
        List.of("IMAP", "POP3", "SMTP"),
        at(provider.type(), oauth, oauth ? Check.TOKEN : Check.IMAP_AUTHENTICATE, proved),
        at(provider.type(), oauth, Check.IMAP_INBOX, proved),
        at(provider.type(), oauth, Check.SMTP_AUTHENTICATE, proved));
  }

  private static List<String> flows(MailProvider provider) {
    if (!provider.usesOAuth()) {
      return List.of("password");
    }
    return provider.applicationAccess().isPresent()
        ? List.of("authorization-code", "client-credentials")
        : List.of("authorization-code");
  }

  private static @Nullable Instant at(
      AccountType type, boolean oauth, Check check, List<ProvedCheck> proved) {
    return proved.stream()
        .filter(each -> each.type() == type && each.withOAuth() == oauth && each.check() == check)
        .map(ProvedCheck::at)
        .findFirst()
        .orElse(null);
  }
}
