package com.mailgrant.guide;

import com.mailgrant.connectiontest.Check;
import com.mailgrant.connectiontest.ConnectionTest;
import com.mailgrant.connectiontest.ProvedCheck;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.provider.AccountType;
import com.mailgrant.provider.Cloud;
import com.mailgrant.provider.Clouds;
import com.mailgrant.provider.MailProvider;
import com.mailgrant.provider.MailProviders;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** What this installation can do, and what of it a test has proved here (row R3). */
@Service
class Capabilities {
  private static final String OAUTH = "OAuth 2.0 authorization code with PKCE";
  private static final String PASSWORD = "Password";

  private final MailProviders providers;
  private final Clouds clouds;
  private final ConnectionTest test;

  Capabilities(MailProviders providers, Clouds clouds, ConnectionTest test) {
    this.providers = providers;
    this.clouds = clouds;
    this.test = test;
  }

  /**
   * @param signIn how people sign in
   * @param readingProvedAt when a mailbox was last opened by IMAP; null: never here
   * @param sendingProvedAt when SMTP last took a sign-in; null: never here
   */
  record Capability(
      AccountType type,
      String label,
      String signIn,
      List<String> clouds,
      List<String> protocols,
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
    return new Capability(
        provider.type(),
        provider.type().label(),
        oauth ? OAUTH : PASSWORD,
        clouds.serving(provider.type()).stream().map(Cloud::displayName).toList(),
        List.of("IMAP", "SMTP"),
        at(provider.type(), oauth, Check.IMAP_INBOX, proved),
        at(provider.type(), oauth, Check.SMTP_AUTHENTICATE, proved));
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
