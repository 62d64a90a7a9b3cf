package com.mailgrant.migration;

import com.mailgrant.account.EmailAddress;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Reads what Thunderbird reads: {@code clientConfig} of autoconfig (facts/microsoft365 13.2). */
final class Autoconfig {
  private static final int MOST_SERVERS = 20;
  private static final int LAST_PORT = 65_535;
  private static final String NO_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";

  private Autoconfig() {}

  /**
   * A server that a provider names.
   *
   * @param protocol {@code imap}, {@code pop3} or {@code smtp}
   * @param security {@code tls}, {@code starttls} or {@code none}
   * @param oauth whether it takes OAuth
   */
  record Server(
      String protocol, String host, int port, String security, String username, boolean oauth) {}

  /** Empty for everything that is no such document. */
  static List<Server> read(String xml, EmailAddress address) {
    try {
      var factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(NO_DOCTYPE, true);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setXIncludeAware(false);
      factory.setExpandEntityReferences(false);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new DefaultHandler());
      var root = builder.parse(new InputSource(new StringReader(xml))).getDocumentElement();
      return "clientConfig".equals(root.getTagName()) ? servers(root, address) : List.of();
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("this Java cannot read XML safely", e);
    } catch (SAXException | IOException e) {
      return List.of();
    }
  }

  private static List<Server> servers(Element root, EmailAddress address) {
    var servers = new ArrayList<Server>();
    for (var tag : List.of("incomingServer", "outgoingServer")) {
      var elements = root.getElementsByTagName(tag);
      for (int i = 0; i < Math.min(elements.getLength(), MOST_SERVERS); i++) {
        if (elements.item(i) instanceof Element element) {
          server(element, address, servers);
        }
      }
    }
    return servers;
  }

  private static void server(Element element, EmailAddress address, List<Server> servers) {
    var protocol = element.getAttribute("type").toLowerCase(Locale.ROOT);
    var host = text(element, "hostname").toLowerCase(Locale.ROOT);
    var port = text(element, "port");
    if (!List.of("imap", "pop3", "smtp").contains(protocol)
        || !host.matches("[a-z0-9]([a-z0-9.-]{0,252})")
        || !port.matches("[1-9]\\d{0,4}")
        || Integer.parseInt(port) > LAST_PORT) {
      return;
    }
    servers.add(
        new Server(
            protocol,
            host,
            Integer.parseInt(port),
            switch (text(element, "socketType").toUpperCase(Locale.ROOT)) {
              case "SSL" -> "tls";
              case "STARTTLS" -> "starttls";
              default -> "none";
            },
            username(text(element, "username"), address),
            texts(element, "authentication").stream().anyMatch("OAuth2"::equalsIgnoreCase)));
  }

  /** The address where a document makes up what no server can mean. */
  private static String username(String pattern, EmailAddress address) {
    var username =
        pattern
            .replace("%EMAILADDRESS%", address.value())
            .replace("%EMAILLOCALPART%", address.localPart())
            .replace("%EMAILDOMAIN%", address.domain());
    return username.isEmpty()
            || username.length() > PlanColumn.USERNAME.longest()
            || username.codePoints().anyMatch(PlanRow::isControl)
        ? address.value()
        : username;
  }

  private static String text(Element element, String tag) {
    return texts(element, tag).stream().findFirst().orElse("");
  }

  private static List<String> texts(Element element, String tag) {
    var found = element.getElementsByTagName(tag);
    var texts = new ArrayList<String>();
    for (int i = 0; i < found.getLength(); i++) {
      texts.add(found.item(i).getTextContent().strip());
    }
    return texts;
  }
}
