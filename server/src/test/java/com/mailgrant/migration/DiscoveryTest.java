package com.mailgrant.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mailgrant.mail.TestCertificates;
import com.mailgrant.migration.Autoconfig.Server;
import com.mailgrant.migration.Discovery.Found;
import com.mailgrant.platform.Https;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.provider.AccountType;
import com.mailgrant.provider.MailProviders;
import com.mailgrant.testing.Node;
import com.mailgrant.testing.OpenNode;
import com.mailgrant.testing.SettableClock;
import com.mailgrant.testing.TestDatabase;
import com.mailgrant.testing.TestNames;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The look-up, asked of a web server and a name server that answer on this machine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiscoveryTest {
  private static final String ADDRESS = "anna@fabrikam.example";
  private static final String FIRST = "autoconfig.fabrikam.example/mail/config-v1.1.xml";
  private static final String SECOND =
      "fabrikam.example/.well-known/autoconfig/mail/config-v1.1.xml";

  @TempDir static Path home;

  private final FakeDns dns = FakeDns.start();
  private final Map<String, Document> documents = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final TestDatabase database = TestDatabase.fresh();
  private HttpsServer web;
  private Node open;
  private Node guarded;

  private record Document(int status, String location, String body) {}

  @BeforeAll
  void start() throws Exception {
    for (var name :
        List.of(
            "fabrikam.example",
            "autoconfig.fabrikam.example",
            "autoconfig.xn--bcher-kva.example")) {
      TestNames.lead(name, "127.0.0.1");
    }
    web = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    web.setHttpsConfigurator(new HttpsConfigurator(TestCertificates.websites()));
    web.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    web.createContext(
        "/",
        exchange -> {
          var host = exchange.getRequestHeaders().getFirst("Host").replaceAll(":\\d+$", "");
          var path = host + exchange.getRequestURI().getPath();
          asked.add(host + exchange.getRequestURI());
          var document = documents.getOrDefault(path, new Document(404, "", ""));
          if (!document.location().isEmpty()) {
            exchange.getResponseHeaders().add("Location", document.location());
          }
          try (exchange) {
            var body = document.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(document.status(), body.length);
            exchange.getResponseBody().write(body);
          }
        });
    web.start();
    var authority = TestCertificates.authorityPem(home.resolve("ca.pem"));
    var data = Files.createDirectory(home.resolve("data"));
    open = OpenNode.start(database, new SettableClock(), data, authority, true);
    guarded = OpenNode.start(database, new SettableClock(), data, authority, false);
  }

  @BeforeEach
  void nothingIsTold() {
    dns.reset();
    documents.clear();
    asked.clear();
  }

  @AfterAll
  void stop() {
    open.close();
    guarded.close();
    web.stop(0);
    dns.close();
    database.close();
  }

  @Test
  void autoconfig_is_read_as_thunderbird_reads_it() {
    tell(
        FIRST,
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <clientConfig version="1.1">
          <emailProvider id="fabrikam.example">
            <domain>fabrikam.example</domain>
            <displayName>Fabrikam</displayName>
            <incomingServer type="imap">
              <hostname>IMAP.fabrikam.example</hostname>
              <port>993</port>
              <socketType>SSL</socketType>
              <username>%EMAILADDRESS%</username>
              <authentication>OAuth2</authentication>
              <authentication>password-cleartext</authentication>
            </incomingServer>
            <incomingServer type="pop3">
              <hostname>pop.fabrikam.example</hostname>
              <port>110</port>
              <socketType>STARTTLS</socketType>
              <username>%EMAILLOCALPART%.%EMAILDOMAIN%</username>
              <authentication>password-cleartext</authentication>
            </incomingServer>
            <incomingServer type="exchange">
              <hostname>ews.fabrikam.example</hostname>
              <port>443</port>
            </incomingServer>
            <outgoingServer type="smtp">
              <hostname>smtp.fabrikam.example</hostname>
              <port>587</port>
              <socketType>STARTTLS</socketType>
              <username>%EMAILADDRESS%</username>
            </outgoingServer>
          </emailProvider>
        </clientConfig>
        """);
    var found = look();
    assertThat(found.sources()).containsExactly("autoconfig");
    assertThat(found.servers())
        .containsExactly(
            new Server("imap", "imap.fabrikam.example", 993, "tls", ADDRESS, true),
            new Server(
                "pop3", "pop.fabrikam.example", 110, "starttls", "anna.fabrikam.example", false),
            new Server("smtp", "smtp.fabrikam.example", 587, "starttls", ADDRESS, false));
    assertThat(asked)
        .as("both places are asked, the first with the address")
        .containsExactlyInAnyOrder(FIRST + "?emailaddress=anna%40fabrikam.example", SECOND);
  }

  @Test
  void the_second_place_helps_where_the_first_says_nothing() {
    tell(FIRST, "<html><body>Domain for sale</body></html>");
    tell(SECOND, config(server("imap.fabrikam.example", "993")));
    assertThat(look().servers()).hasSize(1);
  }

  @Test
  void srv_records_name_servers_in_their_order_and_a_dot_says_that_there_is_none() {
    dns.srv("_imaps._tcp.fabrikam.example", 20, 993, "second.fabrikam.example");
    dns.srv("_imaps._tcp.fabrikam.example", 10, 1993, "first.fabrikam.example");
    dns.srv("_imap._tcp.fabrikam.example", 0, 143, ".");
    dns.srv("_submissions._tcp.fabrikam.example", 0, 465, "Smtp.Fabrikam.example");
    var found = look();
    assertThat(found.sources()).containsExactly("srv");
    assertThat(found.servers())
        .containsExactly(
            new Server("imap", "first.fabrikam.example", 1993, "tls", ADDRESS, false),
            new Server("imap", "second.fabrikam.example", 993, "tls", ADDRESS, false),
            new Server("smtp", "smtp.fabrikam.example", 465, "tls", ADDRESS, false));
  }

  @Test
  void who_takes_the_mail_in_tells_the_provider() {
    dns.mx("fabrikam.example", 20, "mx.elsewhere.example");
    dns.mx("fabrikam.example", 0, "fabrikam-example.mail.protection.outlook.com");
    var found = look();
    assertThat(found.type()).isEqualTo(AccountType.MICROSOFT_365);
    assertThat(found.exchangers())
        .containsExactly("fabrikam-example.mail.protection.outlook.com", "mx.elsewhere.example");
    assertThat(found.sources()).containsExactly("mx");
    dns.reset();
    dns.mx("fabrikam.example", 0, ".");
    assertThat(look().exchangers()).as("takes no mail (RFC 7505)").isEmpty();
  }

  @Test
  void a_domain_beyond_ascii_is_asked_in_its_ascii_form() {
    dns.mx("xn--bcher-kva.example", 1, "mx.xn--bcher-kva.example");
    tell(
        "autoconfig.xn--bcher-kva.example/mail/config-v1.1.xml",
        config(server("imap.xn--bcher-kva.example", "993")));
    var found = discovery(open).look("anna@bücher.example");
    assertThat(found.sources()).containsExactly("autoconfig", "mx");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no xml at all",
        "<clientConfig><incomingServer",
        "<other><incomingServer type='imap'><hostname>a.example</hostname><port>993</port></incomingServer></other>",
        "<clientConfig><incomingServer type='imap'><hostname>a.example</hostname><port>99999</port></incomingServer></clientConfig>",
        "<clientConfig><incomingServer type='imap'><hostname>a.example</hostname><port>0</port></incomingServer></clientConfig>",
        "<clientConfig><incomingServer type='imap'><hostname>a b;rm -rf</hostname><port>993</port></incomingServer></clientConfig>",
        "<clientConfig><incomingServer type='imap'><hostname>\u0000</hostname><port>993</port></incomingServer></clientConfig>",
      })
  void what_is_no_such_document_tells_nothing(String document) {
    tell(FIRST, document);
    var found = look();
    assertThat(found.servers()).isEmpty();
    assertThat(found.sources()).isEmpty();
  }

  @Test
  void a_document_makes_us_open_no_file_and_ask_nobody_else() throws IOException {
    var secret = Files.writeString(home.resolve("secret.txt"), "imap.secret.example");
    for (var entity :
        List.of(secret.toUri().toString(), "https://fabrikam.example:" + port() + "/entity")) {
      tell(
          FIRST,
          "<!DOCTYPE clientConfig [<!ENTITY x SYSTEM \""
              + entity
              + "\">]>"
              + config(server("&x;", "993")));
      assertThat(look().servers()).isEmpty();
    }
    tell(
        FIRST,
        "<clientConfig xmlns:xi=\"http://www.w3.org/2001/XInclude\"><incomingServer type=\"imap\"><hostname>"
            + "<xi:include parse=\"text\" href=\""
            + secret.toUri()
            + "\"/></hostname><port>993</port>"
            + "</incomingServer></clientConfig>");
    assertThat(look().servers()).isEmpty();
    assertThat(asked).noneMatch(each -> each.contains("entity"));
  }

  @Test
  void documents_that_are_to_burst_us_tell_nothing() {
    tell(FIRST, config("<a>".repeat(80_000) + "</a>".repeat(80_000)));
    assertThat(look().servers()).isEmpty();
    tell(
        FIRST,
        config(
            server("imap.fabrikam.example" + "<a>".repeat(20_000) + "</a>".repeat(20_000), "993")));
    assertThat(look().servers()).isEmpty();
    tell(FIRST, config(server("imap.fabrikam.example", "993") + " ".repeat(300_000)));
    assertThat(look().servers()).as("larger than any such document is").isEmpty();
    var entities = new StringBuilder("<!DOCTYPE clientConfig [<!ENTITY a0 \"ha\">");
    for (int i = 1; i < 30; i++) {
      entities.append("<!ENTITY a%d \"&a%d;&a%d;\">".formatted(i, i - 1, i - 1));
    }
    tell(FIRST, entities + "]>" + config(server("&a29;", "993")));
    assertThat(look().servers()).isEmpty();
    tell(FIRST, config(server("imap.fabrikam.example", "993").repeat(500)));
    assertThat(look().servers()).hasSizeLessThanOrEqualTo(40);
  }

  @Test
  void a_user_name_that_a_document_makes_up_stays_harmless() {
    tell(FIRST, config(server("imap.fabrikam.example", "993", "x\u2028y")));
    assertThat(look().servers()).extracting(Server::username).containsExactly(ADDRESS);
    tell(FIRST, config(server("imap.fabrikam.example", "993", "x".repeat(10_000))));
    assertThat(look().servers()).extracting(Server::username).containsExactly(ADDRESS);
    tell(FIRST, config(server("imap.fabrikam.example", "993", "FABRIKAM\\%EMAILLOCALPART%")));
    assertThat(look().servers()).extracting(Server::username).containsExactly("FABRIKAM\\anna");
  }

  @Test
  void nobody_is_sent_elsewhere() {
    tell(SECOND, config(server("imap.fabrikam.example", "993")));
    documents.put(
        FIRST, new Document(302, "https://fabrikam.example:" + port() + "/elsewhere.xml", ""));
    tell("fabrikam.example/elsewhere.xml", config(server("imap.elsewhere.example", "993")));
    assertThat(look().servers()).extracting(Server::host).containsExactly("imap.fabrikam.example");
    assertThat(asked).noneMatch(each -> each.contains("elsewhere"));
  }

  @Test
  void a_domain_that_leads_into_a_private_network_is_not_asked() {
    tell(FIRST, config(server("imap.fabrikam.example", "993")));
    assertThat(discovery(guarded).look(ADDRESS).servers()).isEmpty();
    assertThat(asked).isEmpty();
    assertThat(look().servers()).as("unless the operator allowed it").hasSize(1);
  }

  @Test
  void name_servers_that_answer_nonsense_or_nothing_cost_seconds_at_most() {
    dns.mx("fabrikam.example", 1, "mx.fabrikam.example");
    tell(FIRST, config(server("imap.fabrikam.example", "993")));
    dns.spoil(answer -> Arrays.copyOf(answer, 20));
    assertThat(look().sources()).containsExactly("autoconfig");
    dns.spoil(answer -> {
      var loop = answer.clone();
      // Names that point at themselves (RFC 1035 4.1.4).
      for (int i = 12; i < loop.length - 1; i += 2) {
        loop[i] = (byte) 0xC0;
        loop[i + 1] = (byte) i;
      }
      return loop;
    });
    assertThat(look().sources()).containsExactly("autoconfig");
    dns.spoil(_ -> new byte[0]);
    long begun = System.nanoTime();
    assertThat(look().sources()).containsExactly("autoconfig");
    assertThat(System.nanoTime() - begun).isLessThan(10_000_000_000L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "anna",
        "anna@localhost",
        "@fabrikam.example",
        "a@b@c.example",
        "anna@127.0.0.1/x.y"
      })
  void what_is_no_address_of_a_domain_is_refused(String typed) {
    assertThatThrownBy(() -> discovery(open).look(typed)).isInstanceOf(InvalidInput.class);
    assertThat(asked).isEmpty();
  }

  private Found look() {
    return discovery(open).look(ADDRESS);
  }

  private Discovery discovery(Node node) {
    return new Discovery(
        node.get(Https.class),
        new DomainNames(dns.address()),
        node.get(MailProviders.class),
        port());
  }

  private int port() {
    return web.getAddress().getPort();
  }

  private void tell(String place, String document) {
    documents.put(place, new Document(200, "", document));
  }

  private static String config(String servers) {
    return "<clientConfig version=\"1.1\"><emailProvider id=\"x\">"
        + servers
        + "</emailProvider></clientConfig>";
  }

  private static String server(String host, String port) {
    return server(host, port, "%EMAILADDRESS%");
  }

  private static String server(String host, String port, String username) {
    return "<incomingServer type=\"imap\"><hostname>%s</hostname><port>%s</port><socketType>SSL</socketType><username>%s</username></incomingServer>"
        .formatted(host, port, username);
  }
}
