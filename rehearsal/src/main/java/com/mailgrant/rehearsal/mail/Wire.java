package com.mailgrant.rehearsal.mail;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** The server's end of a connection: lines and octets, plain or in TLS. One reader, one writer. */
public final class Wire implements Closeable {
  private static final int BUFFER = 16 * 1024;

  /** Of an over-long line this much is read and thrown away before the connection is given up. */
  private static final int MOST_DISCARDED = 1024 * 1024;

  private final SSLSocketFactory tls;
  private Socket socket;
  private InputStream in;
  private OutputStream out;
  private final byte[] buffer = new byte[BUFFER];
  private int at;
  private int filled;

  /**
   * @param socket accepted, still plain
   * @param tls for {@link #startTls}
   */
  public Wire(Socket socket, SSLSocketFactory tls) throws IOException {
    this.socket = socket;
    this.tls = tls;
    this.in = socket.getInputStream();
    this.out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
  }

  /** How long to wait for the client's next octet, by the machine's time. */
  public void patience(Duration patience) throws IOException {
    socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
  }

  /** Whether TLS is on. */
  public boolean isSecure() {
    return socket instanceof SSLSocket;
  }

  /** Address of the client, for replies and trace fields. */
  public String client() {
    return socket.getInetAddress().getHostAddress();
  }

  /** Turns TLS on and does the handshake. */
  public void startTls() throws IOException {
    var secure = (SSLSocket) tls.createSocket(socket, null, socket.getPort(), true);
    secure.setUseClientMode(false);
    secure.startHandshake();
    socket = secure;
    in = secure.getInputStream();
    out = new BufferedOutputStream(secure.getOutputStream(), BUFFER);
    // What came in the clear before the handshake is nobody's command (RFC 3207 4.2).
    at = 0;
    filled = 0;
  }

  /**
   * Reads up to LF and hands back what stands before it and before a CR.
   *
   * @throws LineTooLongException when there are more than {@code longest} octets
   * @throws EOFException when the client has gone
   */
  public byte[] line(int longest) throws IOException {
    var line = new ByteArrayOutputStream(128);
    int length = 0;
    while (true) {
      int octet = read();
      if (octet == '\n') {
        break;
      }
      length++;
      if (length <= longest + 1) {
        line.write(octet);
      } else if (length > longest + MOST_DISCARDED) {
        throw new HungUpException("an endless line");
      }
    }
    var octets = line.toByteArray();
    int end = octets.length > 0 && octets[octets.length - 1] == '\r' ? 1 : 0;
    if (length - end > longest) {
      throw new LineTooLongException(longest);
    }
    return end == 0 ? octets : Arrays.copyOf(octets, octets.length - end);
  }

  /** The same as ISO 8859-1 text, in which every octet is a character. */
  public String text(int longest) throws IOException {
    return new String(line(longest), StandardCharsets.ISO_8859_1);
  }

  /** One octet. */
  public int read() throws IOException {
    if (at == filled) {
      fill();
    }
    return buffer[at++] & 0xFF;
  }

  /** Exactly so many octets. */
  public byte[] octets(int count) throws IOException {
    // Grown as the octets come, so that an announcement alone costs no memory.
    var octets = new byte[Math.min(count, BUFFER)];
    for (int done = 0; done < count; ) {
      if (at == filled) {
        fill();
      }
      if (done == octets.length) {
        octets = Arrays.copyOf(octets, (int) Math.min(count, 2L * octets.length));
      }
      int piece = Math.min(octets.length - done, filled - at);
      System.arraycopy(buffer, at, octets, done, piece);
      at += piece;
      done += piece;
    }
    return octets;
  }

  /** Reads and throws away. */
  public void discard(long count) throws IOException {
    for (long missing = count; missing > 0; ) {
      if (at == filled) {
        fill();
      }
      int piece = (int) Math.min(missing, filled - at);
      at += piece;
      missing -= piece;
    }
  }

  /** Whether the client has sent more than was read so far, as pipelining clients do. */
  public boolean hasMore() {
    return at < filled;
  }

  /** Puts a line into the buffer, in UTF-8. */
  public Wire say(String line) throws IOException {
    out.write(line.getBytes(StandardCharsets.UTF_8));
    out.write('\r');
    out.write('\n');
    return this;
  }

  /** Puts octets into the buffer. */
  public Wire put(byte[] octets, int from, int length) throws IOException {
    out.write(octets, from, length);
    return this;
  }

  /** Puts text without a line end into the buffer, in UTF-8. */
  public Wire put(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Sends what is in the buffer. */
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void fill() throws IOException {
    int count = in.read(buffer);
    if (count < 0) {
      throw new EOFException("the client has gone");
    }
    at = 0;
    filled = count;
  }
}
