package com.mailgrant.rehearsal.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.rehearsal.mail.imap.ImapServer;
import com.mailgrant.rehearsal.mail.pop3.Pop3Server;
import com.mailgrant.rehearsal.mail.smtp.SmtpServer;
import com.mailgrant.rehearsal.mail.smtp.Submissions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each server gives up a client that says nothing, with its own farewell. */
class SilentClientTest {
  private final TestTenant tenant = new TestTenant();

  @AfterEach
  void close() {
    tenant.close();
  }

  @Test
  void imap() throws Exception {
    assertThat(farewell(ImapServer.exchange(tenant.tenant, MailProperties.DEFAULT)))
        .isEqualTo("* BYE Connection is closed. 13");
  }

  @Test
  void pop3() throws Exception {
    assertThat(farewell(new Pop3Server(tenant.tenant))).isEqualTo("-ERR Connection is closed. 21");
  }

  @Test
  void smtp() throws Exception {
    var server = new SmtpServer(tenant.tenant, Service.MICROSOFT, new Submissions(tenant.tenant));
    assertThat(farewell(server)).startsWith("421 4.4.1 Connection timed out [");
  }

  /** Second line that a client hears to which the dialogue gives 50 ms. */
  private static String farewell(Dialogue dialogue) throws Exception {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var client = new Talk(server.getLocalPort());
        var wire = new Wire(server.accept(), TestTls.SERVER.getSocketFactory());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      wire.patience(Duration.ofMillis(50));
      var talking =
          threads.submit(() -> {
            dialogue.run(wire);
            return true;
          });
      client.line();
      var farewell = client.line();
      assertThat(talking.get()).isTrue();
      return farewell;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
