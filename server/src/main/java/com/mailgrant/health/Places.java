package com.mailgrant.health;

import com.mailgrant.account.AccountServers;
import com.mailgrant.account.MailAccount;
import com.mailgrant.mail.ServerAddress;
import com.mailgrant.provider.Cloud;
import com.mailgrant.provider.Clouds;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Where accounts live: those in one place share its outages. */
@Component
class Places {
  private final AccountServers servers;
  private final Clouds clouds;

  Places(AccountServers servers, Clouds clouds) {
    this.servers = servers;
    this.clouds = clouds;
  }

  /** The cloud, or the first host of a generic account. */
  String of(MailAccount account) {
    var cloud = account.cloud();
    return cloud != null
        ? cloud
        : servers
            .imap(account)
            .or(() -> servers.pop3(account))
            .or(() -> servers.smtp(account))
            .map(ServerAddress::host)
            .map(host -> host.toLowerCase(Locale.ROOT))
            .orElse("");
  }

  /** As a person reads it. */
  String label(String place) {
    return clouds.named(place).map(Cloud::displayName).orElse(place);
  }
}
