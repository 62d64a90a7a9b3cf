package com.mailgrant.rehearsal.control;

import com.mailgrant.rehearsal.RehearsalProperties;
import com.mailgrant.rehearsal.directory.Directory;
import com.mailgrant.rehearsal.platform.DataDirectory;
import com.mailgrant.rehearsal.registration.Registration;
import com.mailgrant.rehearsal.registration.Registration.Authority;
import com.mailgrant.rehearsal.registration.Registrations;
import com.mailgrant.rehearsal.tls.RehearsalTls;
import com.mailgrant.rehearsal.web.AuthorityAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Writes what Mailgrant needs to know of this tenant, in the words of its configuration
 * (architecture 6). It is there before the program says that it has started.
 */
@Component
class MailgrantConfiguration {
  static final String NAME = "mailgrant.yaml";

  private final DataDirectory data;
  private final RehearsalTls tls;
  private final AuthorityAddress address;
  private final RehearsalProperties properties;
  private final Registrations registrations;

  MailgrantConfiguration(
      DataDirectory data,
      RehearsalTls tls,
      AuthorityAddress address,
      RehearsalProperties properties,
      Registrations registrations) {
    this.data = data;
    this.tls = tls;
    this.address = address;
    this.properties = properties;
    this.registrations = registrations;
  }

  Path file() {
    return data.path(NAME);
  }

  /** Last, because the address has to know its port first. */
  @EventListener(WebServerInitializedEvent.class)
  @Order
  void listening() {
    data.replace(NAME, text().getBytes(StandardCharsets.UTF_8));
  }

  private String text() {
    var ports = properties.ports();
    var microsoft = registrations.at(Authority.MICROSOFT);
    return """
    # Written by the rehearsal tenant at every start. It holds secrets of the rehearsal, and none of anything else.
    mailgrant:
      trust:
        ca-file: %s
      network:
        allow-private-hosts: true
      clouds:
        rehearsal:
          kind: microsoft
          display-name: Rehearsal Microsoft 365
          authority: %s
          resource: https://outlook.office.com
          files-sent-copy: true
          imap: { host: localhost, port: %d, security: tls }
          pop3: { host: localhost, port: %d, security: tls }
          smtp: { host: localhost, port: %d, security: starttls }
        rehearsal-outlook:
          kind: outlook
          display-name: Rehearsal Outlook.com
          authority: %s
          resource: https://outlook.office.com
          files-sent-copy: true
          imap: { host: localhost, port: %d, security: tls }
          pop3: { host: localhost, port: %d, security: tls }
          smtp: { host: localhost, port: %d, security: starttls }
        rehearsal-google:
          kind: google
          display-name: Rehearsal Gmail
          authority: %s/google
          files-sent-copy: true
          imap: { host: localhost, port: %d, security: tls }
          smtp: { host: localhost, port: %d, security: starttls }
      app-registrations:
    %s%s%s\
    """
        .formatted(
            quoted(tls.caFile().toString()),
            address.base(),
            ports.imap(),
            ports.pop3(),
            ports.smtp(),
            address.base(),
            ports.imap(),
            ports.pop3(),
            ports.smtp(),
            address.base(),
            ports.googleImap(),
            ports.googleSmtp(),
            registration("rehearsal", Directory.TENANT, microsoft),
            registration("rehearsal-outlook", "consumers", microsoft),
            // Google has no tenants, but a registration names one.
            registration("rehearsal-google", "google", registrations.at(Authority.GOOGLE)));
  }

  private static String registration(String cloud, String tenant, Registration registration) {
    var secret = registration.secrets().getLast();
    return """
        - cloud: %s
          tenant: %s
          client-id: %s
          client-secret: %s
          secret-expires: %s
    """
        .formatted(
            cloud,
            tenant,
            quoted(registration.clientId()),
            quoted(secret.value()),
            LocalDate.ofInstant(secret.endsAt(), ZoneOffset.UTC));
  }

  /** YAML 1.2, 7.3.2: double-quoted, so that no character means anything. */
  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
