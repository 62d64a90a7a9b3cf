package com.mailgrant.token;

import com.mailgrant.account.AccountServers;
import com.mailgrant.account.Accounts;
import com.mailgrant.account.Conversions;
import com.mailgrant.account.MailAccount;
import com.mailgrant.appregistration.AppRegistrations;
import com.mailgrant.platform.Refused;
import com.mailgrant.platform.Secret;
import com.mailgrant.provider.Failure;
import com.mailgrant.provider.MailProviders;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Signs the application in for a mailbox, where a company's administrator has allowed that: many or
 * shared mailboxes at once, and nobody has to press Login (client credentials, RFC 6749 4.4).
 */
@Service
public class ApplicationSignIn {
  private final Tokens tokens;
  private final TokenEndpoint endpoint;
  private final AppRegistrations registrations;
  private final Accounts accounts;
  private final Conversions conversions;
  private final AccountServers servers;
  private final MailProviders providers;
  private final Clock clock;

  ApplicationSignIn(
      Tokens tokens,
      TokenEndpoint endpoint,
      AppRegistrations registrations,
      Accounts accounts,
      Conversions conversions,
      AccountServers servers,
      MailProviders providers,
      Clock clock) {
    this.tokens = tokens;
    this.endpoint = endpoint;
    this.registrations = registrations;
    this.accounts = accounts;
    this.conversions = conversions;
    this.servers = servers;
    this.providers = providers;
    this.clock = clock;
  }

  /**
   * Asks for a token and keeps what comes as the grant of this account; beside the password where
   * it has one.
   *
   * @return why the authority gave none; null where it did
   * @throws Refused where an application cannot sign in for this account
   */
  public @Nullable Failure signIn(MailAccount given) {
    var account = conversions.signingIn(given.id()).orElse(given);
    var provider = providers.of(account.type());
    var access =
        provider.applicationAccess().orElseThrow(() -> refused("wrong.application.people-only"));
    var cloud =
        servers
            .cloud(account)
            .filter(_ -> account.useOAuth())
            .orElseThrow(() -> refused("wrong.application.password"));
    if (!account.username().equalsIgnoreCase(account.mailbox())) {
      throw refused("wrong.application.own-name", account.mailbox());
    }
    var registration =
        registrations
            .forCloud(account.organization(), cloud.name())
            .orElseThrow(() -> refused("wrong.application.no-registration", cloud.displayName()));
    if (!access.namesOneCompany(registration.tenant())) {
      throw refused("wrong.application.any-company");
    }
    var scope = access.scope(cloud);
    var where = provider.endpoints(cloud, registration.tenant());
    return switch (endpoint.asApplication(registration, where.token(), scope)) {
      case TokenAnswer.Refused(var error) -> new Failure.TokenRefused(error);
      case TokenAnswer.Unavailable(var why) -> why;
      case TokenAnswer.Granted granted -> {
        var now = clock.instant();
        var grant =
            Grant.ofApplication(
                account.id(),
                registration.id(),
                account.mailbox(),
                registration.tenant(),
                scope,
                now);
        var token = new AccessToken(granted.accessToken(), now, now.plus(granted.expiresIn()));
        // There is no refresh token; the row wants one that opens nothing.
        if (accounts.find(account.id()).filter(MailAccount::useOAuth).isPresent()) {
          tokens.keep(grant, new Secret(""), token);
        } else {
          tokens.keepBeside(grant, new Secret(""), token);
        }
        yield null;
      }
    };
  }

  private static Refused refused(String key, Object... values) {
    return new Refused(Refused.Reason.CONFLICT, key, values);
  }
}
