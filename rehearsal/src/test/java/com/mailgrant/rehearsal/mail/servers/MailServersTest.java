package com.mailgrant.rehearsal.mail.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mailgrant.rehearsal.RehearsalProperties.Ports;
import com.mailgrant.rehearsal.directory.Directory;
import com.mailgrant.rehearsal.fault.Faults;
import com.mailgrant.rehearsal.mail.MailProperties;
import com.mailgrant.rehearsal.mail.Pulse;
import com.mailgrant.rehearsal.mail.Tenant;
import com.mailgrant.rehearsal.mailbox.Mailboxes;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

class MailServersTest {
  private static final Ports ANY = new Ports(0, 0, 0, 0, 0, 0);

  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  private static MailServers servers(Ports ports) throws NoSuchAlgorithmException {
    var directory = new Directory();
    var clock = Clock.systemUTC();
    var tenant =
        new Tenant(
            directory,
            new Faults(),
            token -> Optional.empty(),
            new Mailboxes(directory, clock),
            clock,
            new Pulse(clock),
            Duration.ZERO);
    return new MailServers(ports, tenant, MailProperties.DEFAULT, SSLContext.getDefault());
  }

  private static Socket connect(MailServers servers, Door door) throws IOException {
    return new Socket(LOOPBACK, servers.port(door));
  }

  @Test
  void a_port_that_is_taken_is_named_and_the_others_are_closed_again() throws Exception {
    try (var taken = new ServerSocket(0, 1, LOOPBACK);
        var servers = servers(new Ports(0, 0, 0, taken.getLocalPort(), 0, 0))) {
      assertThatThrownBy(servers::start)
          .hasMessage(
              "Port %d is taken or not allowed; choose another one: rehearsal.ports.smtp",
              taken.getLocalPort());
      assertThat(servers.isRunning()).isFalse();
    }
  }

  @Test
  void stopping_closes_ports_and_conversations_and_starting_opens_them_again() throws Exception {
    try (var servers = servers(ANY)) {
      servers.start();
      assertThat(servers.isRunning()).isTrue();
      int port = servers.port(Door.SMTP);
      try (var client = connect(servers, Door.SMTP)) {
        client.setSoTimeout(20_000);
        assertThat(client.getInputStream().read()).isEqualTo('2');
        servers.stop();
        assertThat(client.getInputStream().readAllBytes()).isNotNull();
      }
      assertThat(servers.isRunning()).isFalse();
      assertThatThrownBy(() -> new Socket(LOOPBACK, port).close())
          .isInstanceOf(ConnectException.class);
      servers.start();
      connect(servers, Door.SMTP).close();
    }
  }

  @Test
  void they_listen_at_one_address_only() throws Exception {
    try (var servers = servers(ANY)) {
      servers.start();
      // A server at all addresses of the machine would answer at every one of the loopback network.
      var neighbour = InetAddress.ofLiteral("127.0.0.2");
      for (var door : Door.values()) {
        assertThatThrownBy(() -> new Socket(neighbour, servers.port(door)).close())
            .as(door.toString())
            .isInstanceOf(ConnectException.class);
      }
    }
  }

  @Test
  void the_ports_are_those_of_the_handbook() {
    var ports = new Ports(8443, 10993, 10995, 10587, 11993, 11587);
    assertThat(Door.values())
        .extracting(door -> door.property() + "=" + door.port(ports))
        .containsExactly(
            "rehearsal.ports.imap=10993",
            "rehearsal.ports.pop3=10995",
            "rehearsal.ports.smtp=10587",
            "rehearsal.ports.google-imap=11993",
            "rehearsal.ports.google-smtp=11587");
  }
}
