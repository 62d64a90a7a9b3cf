package com.mailgrant.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A mail server that plays one conversation over a real socket and remembers what it was told. */
final class ScriptedServer implements AutoCloseable {
  /** One side of a conversation. */
  @FunctionalInterface
  interface Script {
    void play(Line line) throws Exception;
  }

  private final ServerSocket listener;
  private final Security security;
  private final CompletableFuture<Void> played = new CompletableFuture<>();
  private final List<String> heard = new CopyOnWriteArrayList<>();

  private ScriptedServer(ServerSocket listener, Security security) {
    this.listener = listener;
    this.security = security;
  }

  static ScriptedServer plain(Script script) throws IOException {
    return start(Security.NONE, TestCertificates.localhost(), script);
  }

  static ScriptedServer tls(SSLContext identity, Script script) throws IOException {
    return start(Security.TLS, identity, script);
  }

  static ScriptedServer startTls(Script script) throws IOException {
    return start(Security.STARTTLS, TestCertificates.localhost(), script);
  }

  private static ScriptedServer start(Security security, SSLContext identity, Script script)
      throws IOException {
    ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    ScriptedServer server = new ScriptedServer(listener, security);
    Thread.ofVirtual().start(() -> server.serve(identity, script));
    return server;
  }

  private void serve(SSLContext identity, Script script) {
    try (Socket socket = listener.accept();
        Line line = new Line(socket, identity, heard)) {
      if (security == Security.TLS) {
        line.startTls();
      }
      script.play(line);
      played.complete(null);
    } catch (Exception | AssertionError failed) {
      played.completeExceptionally(failed);
    }
  }

  ServerAddress address() {
    return new ServerAddress("localhost", listener.getLocalPort(), security);
  }

  /** Every line that the client sent. */
  List<String> heard() {
    return heard;
  }

  /** Fails if the client did not keep to the script. */
  void playedToTheEnd() throws Exception {
    played.get(20, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  /** The server's end of the connection. */
  static final class Line implements AutoCloseable {
    private final SSLContext identity;
    private final List<String> heard;
    private Socket socket;
    private InputStream in;
    private OutputStream out;

    Line(Socket socket, SSLContext identity, List<String> heard) throws IOException {
      this.identity = identity;
      this.heard = heard;
      this.socket = socket;
      this.in = socket.getInputStream();
      this.out = socket.getOutputStream();
    }

    /** Says lines, CRLF added to each. */
    void say(String... lines) throws IOException {
      raw(String.join("\r\n", lines) + "\r\n");
    }

    void raw(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }

    /** Reads a line and insists on it, as a regular expression. */
    String expect(String regex) throws IOException {
      String line = hear();
      assertThat(line).matches(regex);
      return line;
    }

    /** Reads a tagged command that begins so, and hands back its tag. */
    String command(String beginning) throws IOException {
      String line = hear();
      int space = line.indexOf(' ');
      assertThat(line.substring(space + 1)).startsWith(beginning);
      return line.substring(0, space);
    }

    String hear() throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      int octet;
      while ((octet = in.read()) != '\n') {
        if (octet < 0) {
          throw new SocketException("the client has gone, after " + heard);
        }
        line.write(octet);
      }
      String text = line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
      heard.add(text);
      return text;
    }

    byte[] octets(int count) throws IOException {
      return in.readNBytes(count);
    }

    /** Blocks until the client closes; says whether it sent anything before. */
    boolean clientLeavesSilently() throws IOException {
      try {
        return in.read() < 0;
      } catch (SocketException reset) {
        return true;
      }
    }

    /** Reads a message up to its dot. */
    void message() throws IOException {
      String line;
      do {
        line = hear();
      } while (!line.equals("."));
    }

    /** Reads and never answers, until the client has left. */
    void drain() throws IOException {
      try {
        in.transferTo(OutputStream.nullOutputStream());
      } catch (SocketException reset) {
        // Left in a hurry.
        return;
      }
    }

    void startTls() throws IOException {
      SSLSocket secured = (SSLSocket) identity.getSocketFactory().createSocket(socket, null, true);
      secured.setUseClientMode(false);
      secured.startHandshake();
      socket = secured;
      in = secured.getInputStream();
      out = secured.getOutputStream();
    }

    void halfClose() throws IOException {
      socket.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
