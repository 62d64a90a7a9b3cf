package com.mailgrant.mail;

import static com.mailgrant.mail.Fixtures.connector;
import static com.mailgrant.mail.Fixtures.failure;
import static com.mailgrant.mail.Fixtures.impatient;
import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.mail.MailFailure.Unreachable;
import com.mailgrant.mail.MailFailure.Why;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

class ConnectorTest {
  @Test
  void a_protected_connection_tells_how_it_is_protected() throws Exception {
    try (ScriptedServer server =
        ScriptedServer.tls(
            TestCertificates.localhost(),
            line -> {
              line.say("* OK [CAPABILITY IMAP4rev1] ready");
              line.hear();
            })) {
      ImapSession session = ImapSession.open(connector(), server.address());
      assertThat(session.peer().tls().orElseThrow()).startsWith("TLSv1.3 ");
      assertThat(session.peer().address().isLoopbackAddress()).isTrue();
    }
  }

  @Test
  void a_name_that_does_not_exist_is_told_apart() {
    AddressPolicy nowhere =
        host -> {
          throw new UnknownHostException(host);
        };
    assertThat(unreachable(with(nowhere), 993).why()).isEqualTo(Why.NAME_UNKNOWN);
  }

  @Test
  void a_forbidden_address_is_never_connected_to() {
    AddressPolicy closed =
        host -> {
          throw new AddressPolicy.Forbidden("localhost leads into a private network");
        };
    Unreachable failure = unreachable(with(closed), 993);
    assertThat(failure.why()).isEqualTo(Why.FORBIDDEN_ADDRESS);
    assertThat(failure.detail()).isEqualTo("localhost leads into a private network");
  }

  @Test
  void every_address_is_tried_and_named() throws Exception {
    int port = freePort();
    AddressPolicy two =
        host ->
            new InetAddress[] {
              InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("127.0.0.2")
            };
    Unreachable failure = unreachable(with(two), port);
    assertThat(failure.why()).isEqualTo(Why.REFUSED);
    assertThat(failure.triedAddresses())
        .hasSize(2)
        .anySatisfy(a -> assertThat(a).startsWith("127.0.0.1 ("))
        .anySatisfy(a -> assertThat(a).startsWith("127.0.0.2 ("));
  }

  @Test
  void a_second_address_serves_where_the_first_refuses() throws Exception {
    try (ScriptedServer server = Fixtures.imap("IDLE", line -> line.clientLeavesSilently())) {
      AddressPolicy two =
          host ->
              new InetAddress[] {
                InetAddress.ofLiteral("127.0.0.2"), InetAddress.getLoopbackAddress()
              };
      ImapSession session = ImapSession.open(with(two), server.address());
      assertThat(session.peer().address()).isEqualTo(InetAddress.getLoopbackAddress());
    }
  }

  @Test
  void a_certificate_for_another_host_is_refused() throws Exception {
    assertThat(handshake(TestCertificates.otherHost(), Why.TLS).detail())
        .startsWith("the server's certificate is made out to another host");
  }

  @Test
  void an_expired_certificate_is_refused() throws Exception {
    assertThat(handshake(TestCertificates.expired(), Why.TLS_OUT_OF_DATE).detail())
        .startsWith("the server's certificate has expired");
  }

  @Test
  void a_certificate_of_an_unknown_authority_is_refused() throws Exception {
    assertThat(handshake(TestCertificates.unknownAuthority(), Why.TLS).detail())
        .startsWith("the server's certificate comes from an authority that is not trusted here");
  }

  @Test
  void a_server_without_tls_on_a_tls_port_is_explained() throws Exception {
    try (ScriptedServer server = ScriptedServer.plain(line -> line.say("* OK plain IMAP here"))) {
      Unreachable failure = unreachable(connector(), server.address().port());
      assertThat(failure.why()).isEqualTo(Why.NO_TLS);
      assertThat(failure.detail()).startsWith("the server does not speak TLS on this port");
    }
  }

  @Test
  void a_server_that_hangs_up_during_the_handshake_says_nothing_about_trust() throws Exception {
    try (ScriptedServer server = ScriptedServer.plain(_ -> {})) {
      Unreachable failure = unreachable(connector(), server.address().port());
      assertThat(failure.why()).isEqualTo(Why.CLOSED);
      assertThat(failure.stage()).isEqualTo(Stage.TLS_HANDSHAKE);
    }
  }

  @Test
  void a_server_that_never_answers_the_handshake_costs_no_more_than_the_time_allowed()
      throws Exception {
    try (ScriptedServer server =
        ScriptedServer.plain(line -> {
          line.drain();
        })) {
      Outcome<ImapSession> outcome =
          Outcome.of(() ->
              ImapSession.open(
                  impatient(),
                  new ServerAddress("localhost", server.address().port(), Security.TLS)));
      assertThat(outcome).isInstanceOf(Outcome.Failed.class);
      assertThat(outcome.took()).isLessThan(Duration.ofSeconds(5));
      MailFailure failure = ((Outcome.Failed<ImapSession>) outcome).failure();
      assertThat(failure.stage()).isEqualTo(Stage.TLS_HANDSHAKE);
      assertThat(((Unreachable) failure).why()).isEqualTo(Why.TIMED_OUT);
    }
  }

  private static Unreachable handshake(SSLContext identity, Why why) throws IOException {
    try (ScriptedServer server = ScriptedServer.tls(identity, line -> line.say("* OK"))) {
      Unreachable failure = unreachable(connector(), server.address().port());
      assertThat(failure.why()).isEqualTo(why);
      assertThat(failure.stage()).isEqualTo(Stage.TLS_HANDSHAKE);
      return failure;
    }
  }

  private static Connector with(AddressPolicy policy) {
    return new Connector(policy, TestCertificates.trusting(), Fixtures.PATIENT);
  }

  private static Unreachable unreachable(Connector connector, int port) {
    ServerAddress server = new ServerAddress("localhost", port, Security.TLS);
    return failure(Unreachable.class, () -> ImapSession.open(connector, server));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
