package com.mailgrant.rehearsal.mail.servers;

import com.mailgrant.rehearsal.RehearsalProperties;
import com.mailgrant.rehearsal.directory.Directory;
import com.mailgrant.rehearsal.fault.Faults;
import com.mailgrant.rehearsal.mail.AccessTokens;
import com.mailgrant.rehearsal.mail.MailProperties;
import com.mailgrant.rehearsal.mail.Pulse;
import com.mailgrant.rehearsal.mail.Tenant;
import com.mailgrant.rehearsal.mailbox.Mailboxes;
import com.mailgrant.rehearsal.tls.RehearsalTls;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the mail servers together. */
@Configuration(proxyBeanMethods = false)
class MailConfiguration {
  @Bean
  MailServers mailServers(
      RehearsalProperties rehearsal,
      MailProperties mail,
      Directory directory,
      Faults faults,
      AccessTokens tokens,
      Mailboxes mailboxes,
      Clock clock,
      Pulse pulse,
      RehearsalTls tls) {
    var tenant =
        new Tenant(directory, faults, tokens, mailboxes, clock, pulse, rehearsal.slowness());
    return new MailServers(rehearsal.ports(), tenant, mail, tls.serverContext());
  }
}
