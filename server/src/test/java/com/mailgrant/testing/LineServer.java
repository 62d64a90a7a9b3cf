package com.mailgrant.testing;

import com.mailgrant.mail.Security;
import com.mailgrant.mail.ServerAddress;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A server of text lines on loopback, one thread a connection. */
abstract class LineServer implements AutoCloseable {
  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  LineServer() {
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /** Without TLS, which is the business of other tests. */
  public final ServerAddress address() {
    return new ServerAddress("localhost", listener.getLocalPort(), Security.NONE);
  }

  abstract void converse(Line line) throws IOException;

  @Override
  public final void close() {
    try {
      listener.close();
      for (var socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        var socket = listener.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    open.add(socket);
    try (socket) {
      converse(new Line(socket));
    } catch (IOException e) {
      // The client has gone, which is its right.
      return;
    } finally {
      open.remove(socket);
    }
  }

  /** The server's end. */
  static final class Line {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    Line(Socket socket) throws IOException {
      this.socket = socket;
      this.in = new BufferedInputStream(socket.getInputStream());
      this.out = socket.getOutputStream();
    }

    void say(String text) throws IOException {
      out.write((text + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }

    String hear() throws IOException {
      var line = new ByteArrayOutputStream();
      int octet;
      while ((octet = in.read()) != '\n') {
        if (octet < 0) {
          throw new SocketException("the client has gone");
        }
        line.write(octet);
      }
      return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    byte[] octets(int count) throws IOException {
      return in.readNBytes(count);
    }

    /** Drops the connection without a word. */
    void vanish() throws IOException {
      socket.close();
    }
  }
}
