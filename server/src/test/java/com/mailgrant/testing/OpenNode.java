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

/** Nodes whose operator allows private hosts, so that webhooks reach servers of tests. */
public final class OpenNode {
  private OpenNode() {}

  /**
   * @param dataDirectory holds the keys; nodes of one installation share it
   */
  public static Node start(TestDatabase database, Clock clock, Path dataDirectory) {
    return Node.start(
        database.pool(),
        clock,
        new MailgrantProperties(
            "http://localhost:8080",
            dataDirectory,
            new Bootstrap(null, null),
            new Trusted(null),
            Map.of(),
            List.of(),
            new Network(true),
            new Encryption(null),
            new Support(null),
            new MailgrantProperties.Api(0),
            new MailgrantProperties.Health(Duration.ofHours(1), Duration.ofMinutes(10), List.of()),
            new MailgrantProperties.Outbox(Duration.ofDays(7), 5),
            new MailgrantProperties.Watch(true, Duration.ofMinutes(5), Duration.ofMinutes(1), 50),
            MailgrantProperties.Migration.USUAL));
  }
}
