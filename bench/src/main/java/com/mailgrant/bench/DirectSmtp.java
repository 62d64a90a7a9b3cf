package com.mailgrant.bench;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * The least that a program can do to send mail: sessions that stay open, one message after the
 * other on each, nothing kept and nothing looked at but the replies.
 */
final class DirectSmtp {
  private DirectSmtp() {}

  /**
   * Sends a message so many times, each with a Message-ID of its own, and returns when it began.
   * The sessions are open and signed in by then.
   *
   * @return microseconds since 1970
   */
  static long send(SSLContext tls, int port, int connections, int messages, byte[] message)
      throws Exception {
    var text = new String(message, StandardCharsets.ISO_8859_1);
    var sessions = new ArrayList<Session>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < connections; i++) {
        sessions.add(new Session(tls, port));
      }
      var number = new AtomicInteger();
      var jobs = new ArrayList<Callable<Integer>>();
      for (var session : sessions) {
        jobs.add(() -> {
          for (int mine = number.incrementAndGet();
              mine <= messages;
              mine = number.incrementAndGet()) {
            session.send(
                text.replaceFirst(
                    "(?im)^Message-ID:.*$",
                    "Message-ID: <" + mine + "." + System.nanoTime() + "@direct.example>"));
          }
          return 0;
        });
      }
      long begin = SinkProgram.nowMicros();
      for (var result : threads.invokeAll(jobs)) {
        result.get();
      }
      return begin;
    } finally {
      for (var session : sessions) {
        session.close();
      }
    }
  }

  private static final class Session implements AutoCloseable {
    private final SSLSocket socket;
    private final BufferedReader replies;

    Session(SSLContext tls, int port) throws IOException {
      socket = (SSLSocket) tls.getSocketFactory().createSocket("localhost", port);
      socket.setTcpNoDelay(true);
      replies =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      hear();
      say("EHLO localhost");
      var credential = "\0direct@contoso.example\0password";
      say(
          "AUTH PLAIN "
              + Base64.getEncoder().encodeToString(credential.getBytes(StandardCharsets.US_ASCII)));
    }

    void send(String message) throws IOException {
      say("MAIL FROM:<direct@contoso.example>");
      say("RCPT TO:<somebody@contoso.example>");
      say("DATA");
      var out = new ByteArrayOutputStream(message.length() + 64);
      out.write(message.replace("\r\n.", "\r\n..").getBytes(StandardCharsets.ISO_8859_1));
      out.write(".\r\n".getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(out.toByteArray());
      hear();
    }

    private void say(String line) throws IOException {
      socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
      hear();
    }

    private void hear() throws IOException {
      String line;
      do {
        line = replies.readLine();
        if (line == null || line.charAt(0) > '3') {
          throw new IOException("the sink said " + line);
        }
      } while (line.charAt(3) == '-');
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
