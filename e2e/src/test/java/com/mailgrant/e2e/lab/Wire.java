package com.mailgrant.e2e.lab;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A line of text each way over TCP or TLS: all that IMAP, POP3 and SMTP have in common. */
final class Wire implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;
  private Socket socket;
  private InputStream in;

  private Wire(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  static Wire plain(int port) throws IOException {
    var socket = new Socket();
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return new Wire(socket);
  }

  static Wire tls(SSLContext trust, int port) throws IOException {
    var wire = plain(port);
    wire.startTls(trust);
    return wire;
  }

  /** Goes on in TLS and checks that the certificate is for localhost. */
  void startTls(SSLContext trust) throws IOException {
    var tls =
        (SSLSocket)
            trust.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
    var parameters = tls.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    tls.setSSLParameters(parameters);
    tls.startHandshake();
    socket = tls;
    in = new BufferedInputStream(tls.getInputStream());
  }

  void say(String line) throws IOException {
    socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  String hear() throws IOException {
    var line = new ByteArrayOutputStream();
    while (true) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException(
            "the server hung up after: " + line.toString(StandardCharsets.UTF_8));
      }
      if (next == '\n') {
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
      }
      line.write(next);
    }
  }

  /** Every line up to and with the first that starts so. */
  List<String> hearUntil(String start) throws IOException {
    var lines = new ArrayList<String>();
    do {
      lines.add(hear());
    } while (!lines.getLast().startsWith(start));
    return lines;
  }

  String hear(int octets) throws IOException {
    return new String(in.readNBytes(octets), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
