package com.mailgrant.testing;

import com.mailgrant.mail.ServerAddress;
import com.mailgrant.platform.MailgrantProperties;
import com.mailgrant.platform.MailgrantProperties.AppRegistrationProperties;
import com.mailgrant.platform.MailgrantProperties.Bootstrap;
import com.mailgrant.platform.MailgrantProperties.CloudProperties;
import com.mailgrant.platform.MailgrantProperties.Encryption;
import com.mailgrant.platform.MailgrantProperties.Health;
import com.mailgrant.platform.MailgrantProperties.Network;
import com.mailgrant.platform.MailgrantProperties.Outbox;
import com.mailgrant.platform.MailgrantProperties.ServerProperties;
import com.mailgrant.platform.MailgrantProperties.Support;
import com.mailgrant.platform.MailgrantProperties.Trusted;
import com.mailgrant.platform.MailgrantProperties.Watch;
import com.mailgrant.platform.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.util.FileSystemUtils;

/**
 * A Mailgrant for one test class: a database of its own, a clock that stands still, an authority
 * and mail servers on loopback, declared as the cloud {@code lab}, and as many nodes as wanted.
 */
public final class Installation implements AutoCloseable {
  /** The declared cloud. */
  public static final String LAB = "lab";

  /** Of the app registration for it. */
  public static final String CLIENT_ID = "11111111-2222-4333-8444-555555555555";

  /** Who is told about the health of accounts. */
  public static final String ADMINISTRATOR = "it@contoso.example";

  /** What tokens for its mail servers are for. */
  public static final String RESOURCE = "https://outlook.office.com";

  private final TestDatabase database = TestDatabase.fresh();
  private final SettableClock clock = new SettableClock();
  private final FakeAuthority authority = FakeAuthority.http(clock);
  private final FakeSmtp smtp = FakeSmtp.start();
  private final FakeImap imap = FakeImap.start();
  private final Path dataDirectory = temporary();
  private final List<Node> nodes = new ArrayList<>();

  private Installation() {}

  /** With one node. */
  public static Installation start() {
    var installation = new Installation();
    installation.anotherNode();
    return installation;
  }

  /** The first node. */
  public Node node() {
    return nodes.getFirst();
  }

  /** A further node on the same database, with the same keys. */
  public Node anotherNode() {
    var node = Node.start(database.pool(), clock, properties());
    nodes.add(node);
    return node;
  }

  /** A further node that dies at this moment; to be closed by whoever started it. */
  public Node dyingNode(DyingPool pool) {
    return Node.start(pool, clock, properties());
  }

  public TestDatabase database() {
    return database;
  }

  public SettableClock clock() {
    return clock;
  }

  public FakeAuthority authority() {
    return authority;
  }

  public FakeSmtp smtp() {
    return smtp;
  }

  public FakeImap imap() {
    return imap;
  }

  /** The clock at noon again, and the servers at their best behaviour. */
  public void reset() {
    clock.set(SettableClock.NOON);
    authority.reset();
    smtp.reset();
    imap.reset();
  }

  @Override
  public void close() {
    nodes.forEach(Node::close);
    authority.close();
    smtp.close();
    imap.close();
    database.close();
    try {
      FileSystemUtils.deleteRecursively(dataDirectory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private MailgrantProperties properties() {
    return properties(dataDirectory, Map.of(LAB, lab()), List.of(registration()));
  }

  /** Settings with nothing in them but these. */
  public static MailgrantProperties properties(
      Path dataDirectory,
      Map<String, CloudProperties> clouds,
      List<AppRegistrationProperties> registrations) {
    return new MailgrantProperties(
        "http://localhost:8080",
        dataDirectory,
        new Bootstrap(null, null),
        new Trusted(null),
        clouds,
        registrations,
        new Network(false),
        new Encryption(null),
        new Support(null),
        new MailgrantProperties.Api(0),
        new Health(Duration.ofHours(1), Duration.ofMinutes(10), List.of(ADMINISTRATOR), true),
        new Outbox(Duration.ofDays(7), 5),
        new Watch(true, Duration.ofMinutes(5), Duration.ofMinutes(1), 50),
        MailgrantProperties.Migration.USUAL,
        "en");
  }

  private static AppRegistrationProperties registration() {
    return new AppRegistrationProperties(
        LAB, Visitor.CONTOSO, CLIENT_ID, new Secret(TokenDesk.CLIENT_SECRET), null, null, null);
  }

  private CloudProperties lab() {
    return new CloudProperties(
        "microsoft",
        "Lab",
        authority.address(),
        RESOURCE,
        server(imap.address()),
        null,
        server(smtp.address()),
        false);
  }

  private static ServerProperties server(ServerAddress address) {
    return new ServerProperties(address.host(), address.port(), "none");
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("mailgrant-test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An address at which nobody listens. */
  public static URI nobody() {
    return URI.create("http://localhost:9");
  }
}
