package com.mailgrant.token;

import com.mailgrant.account.MailAccount;
import com.mailgrant.appregistration.TestRegistrations;
import com.mailgrant.platform.Secret;
import com.mailgrant.testing.Installation;
import com.mailgrant.testing.Visitor;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Grants as sign-ins leave them. */
public final class TestGrants {
  /** In full, as the lab's cloud asks for them. */
  static final Set<String> SCOPES =
      new LinkedHashSet<>(
          List.of(
              "openid",
              "profile",
              "offline_access",
              Installation.RESOURCE + "/IMAP.AccessAsUser.All",
              Installation.RESOURCE + "/SMTP.Send"));

  private TestGrants() {}

  /** This person has signed in for this account just now; returns the refresh token. */
  public static String signIn(Installation installation, MailAccount account, Visitor visitor) {
    var refreshToken = installation.authority().desk().refreshToken(visitor);
    keep(installation, account, visitor, refreshToken);
    return refreshToken;
  }

  static void keep(
      Installation installation, MailAccount account, Visitor visitor, String refreshToken) {
    var now = installation.clock().instant();
    var registration = TestRegistrations.configured(installation.node());
    installation
        .node()
        .get(Tokens.class)
        .keep(
            new Grant(
                account.id(),
                registration.id(),
                new Identity(
                    visitor.username(),
                    Set.of(),
                    visitor.tenant(),
                    visitor.objectId(),
                    "sub-of-" + visitor.username(),
                    visitor.name()),
                SCOPES,
                SCOPES,
                now,
                now,
                null),
            new Secret(refreshToken),
            new AccessToken(
                new Secret("AT-of-the-sign-in-" + account.id()),
                now,
                now.plus(Duration.ofHours(1))));
  }
}
