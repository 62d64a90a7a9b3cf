package com.mailgrant.rehearsal.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.rehearsal.RehearsalProperties;
import com.mailgrant.rehearsal.directory.Directory;
import com.mailgrant.rehearsal.fault.Fault;
import com.mailgrant.rehearsal.fault.Faults;
import com.mailgrant.rehearsal.mail.servers.Door;
import com.mailgrant.rehearsal.mail.servers.MailServers;
import com.mailgrant.rehearsal.mailbox.Mailbox;
import com.mailgrant.rehearsal.mailbox.Mailboxes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** A whole mail service on free ports, with a clock in the test's hand. */
final class TestTenant implements AutoCloseable {
  static final String ANNA = "anna@contoso.example";
  static final String BERND = "bernd@contoso.example";
  static final String CHLOE = "chloe@contoso.example";
  static final String YUKI = "yuki@contoso.example";
  static final String INFO = "info@contoso.example";
  static final String OLIVIA = "olivia@outlook.example";
  static final String GINA = "gina@gmail.example";

  final ManualClock clock = new ManualClock();
  final Faults faults = new Faults();
  final TestTokens tokens = new TestTokens(clock);
  final Mailboxes mailboxes;
  private final Pulse pulse = new Pulse(clock);
  final Tenant tenant;
  private final MailServers servers;

  TestTenant() {
    this(MailProperties.DEFAULT);
  }

  TestTenant(MailProperties properties) {
    var directory = new Directory();
    mailboxes = new Mailboxes(directory, clock);
    tenant = new Tenant(directory, faults, tokens, mailboxes, clock, pulse, Duration.ofSeconds(90));
    servers =
        new MailServers(
            new RehearsalProperties.Ports(0, 0, 0, 0, 0, 0), tenant, properties, TestTls.SERVER);
    servers.start();
  }

  int port(Door door) {
    return servers.port(door);
  }

  Mailbox mailbox(String address) {
    return mailboxes.find(address).orElseThrow();
  }

  /** Moves the time and has everybody look at the clock at once. */
  void advance(Duration by) {
    clock.advance(by);
    pulse.beat();
  }

  /** Returns when so many conversations wait for a moment of the clock. */
  void awaitWaiting(int conversations) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (pulse.waiting() < conversations) {
      assertThat(System.nanoTime()).as("nobody waits").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  void strike(Fault fault, String person) {
    faults.switchOn(fault, person);
  }

  /** Connected, greeting not yet read. */
  Talk connect(Door door) throws IOException {
    var talk = new Talk(port(door));
    if (door != Door.SMTP && door != Door.GOOGLE_SMTP) {
      talk.startTls();
    }
    return talk;
  }

  /** Greeted by IMAP. */
  Imap imap() throws IOException {
    return new Imap(connect(Door.IMAP));
  }

  /** Signed in to the own mailbox at the person's service. */
  Imap imap(String person) throws IOException {
    var imap = new Imap(connect(person.equals(GINA) ? Door.GOOGLE_IMAP : Door.IMAP));
    imap.ok("AUTHENTICATE XOAUTH2 " + xoauth2(person, tokens.issue(person)));
    return imap;
  }

  /** Greeted, in TLS, after EHLO. */
  Smtp smtp() throws IOException {
    return Smtp.secured(connect(Door.SMTP));
  }

  /** Signed in to the own mailbox at the person's service. */
  Smtp smtp(String person) throws IOException {
    return smtp(person, person);
  }

  /** Signed in to another mailbox. */
  Smtp smtp(String person, String mailbox) throws IOException {
    var smtp = Smtp.secured(connect(person.equals(GINA) ? Door.GOOGLE_SMTP : Door.SMTP));
    smtp.expect("235 2.7.0", "AUTH XOAUTH2 " + xoauth2(mailbox, tokens.issue(person)));
    return smtp;
  }

  static String xoauth2(String user, String token) {
    return base64("user=" + user + "\u0001auth=Bearer " + token + "\u0001\u0001");
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    servers.close();
  }
}
