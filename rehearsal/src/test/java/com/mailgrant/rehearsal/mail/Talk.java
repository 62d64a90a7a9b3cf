package com.mailgrant.rehearsal.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/** A client that says and hears lines, in ISO 8859-1 so that octets stay what they are. */
final class Talk implements AutoCloseable {
  /** Only a test that fails waits so long. */
  private static final int PATIENCE_MILLIS = 20_000;

  private Socket socket;
  private InputStream in;

  /** Connects in the clear. */
  Talk(int port) throws IOException {
    use(new Socket(InetAddress.ofLiteral("127.0.0.1"), port));
  }

  void startTls() throws IOException {
    var factory = TestTls.CLIENT.getSocketFactory();
    var secure = (SSLSocket) factory.createSocket(socket, "localhost", socket.getPort(), true);
    secure.startHandshake();
    use(secure);
  }

  Talk say(String line) throws IOException {
    return send(line + "\r\n");
  }

  Talk send(String octets) throws IOException {
    return send(octets.getBytes(StandardCharsets.ISO_8859_1));
  }

  Talk send(byte[] octets) throws IOException {
    socket.getOutputStream().write(octets);
    socket.getOutputStream().flush();
    return this;
  }

  String line() throws IOException {
    var line = new StringBuilder();
    for (int c = read(); c != '\n'; c = read()) {
      line.append((char) c);
    }
    assertThat(line.toString()).as("ends in CRLF").endsWith("\r");
    return line.substring(0, line.length() - 1);
  }

  String octets(int count) throws IOException {
    var octets = in.readNBytes(count);
    assertThat(octets).hasSize(count);
    return new String(octets, StandardCharsets.ISO_8859_1);
  }

  /** Whether nothing has come so far. */
  boolean isSilent() throws IOException {
    return in.available() == 0;
  }

  /** Whether the server has closed the connection, with or without a farewell of TLS. */
  boolean isClosed() {
    try {
      return in.read() < 0;
    } catch (SocketException | SSLException _) {
      return true;
    } catch (IOException e) {
      throw new AssertionError("still open", e);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private int read() throws IOException {
    int c = in.read();
    if (c < 0) {
      throw new EOFException("the server has closed the connection");
    }
    return c;
  }

  private void use(Socket next) throws IOException {
    socket = next;
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
  }
}
