package com.mailgrant.testing;

import com.mailgrant.platform.MailgrantProperties;
import com.mailgrant.platform.MailgrantProperties.Bootstrap;
import com.mailgrant.platform.MailgrantProperties.Encryption;
import com.mailgrant.platform.MailgrantProperties.Network;
import com.mailgrant.platform.MailgrantProperties.Support;
import com.mailgrant.platform.MailgrantProperties.Trusted;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Nodes whose operator allows private hosts, so that webhooks reach servers of tests. */
public final class OpenNode {
  private OpenNode() {}

  /**
   * @param dataDirectory holds the keys; nodes of one installation share it
   */
  public static Node start(TestDatabase database, Clock clock, Path dataDirectory) {
    return start(database, clock, dataDirectory, null, true);
  }

  /**
   * @param authority whose certificates are believed beside the usual ones, as PEM; null: none
   * @param allowPrivate whether strangers' hosts may be in private networks
   */
  public static Node start(
      TestDatabase database,
      Clock clock,
      Path dataDirectory,
      @Nullable Path authority,
      boolean allowPrivate) {
    return Node.start(
        database.pool(),
        clock,
        new MailgrantProperties(
            "http://localhost:8080",
            dataDirectory,
            new Bootstrap(null, null),
            new Trusted(authority),
            Map.of(),
            List.of(),
            new Network(allowPrivate),
            new Encryption(null),
            new Support(null),
            new MailgrantProperties.Api(0),
            new MailgrantProperties.Health(
                Duration.ofHours(1), Duration.ofMinutes(10), List.of(), true),
            new MailgrantProperties.Outbox(Duration.ofDays(7), 5),
            new MailgrantProperties.Watch(true, Duration.ofMinutes(5), Duration.ofMinutes(1), 50),
            MailgrantProperties.Migration.USUAL,
            "en"));
  }
}
