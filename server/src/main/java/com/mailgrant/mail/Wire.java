package com.mailgrant.mail;

import com.mailgrant.mail.MailFailure.Unreachable;
import com.mailgrant.mail.MailFailure.Why;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/**
 * One connection as octets: a single read buffer, one deadline per operation, and every failure as
 * a {@link MailFailure} after which the connection is closed.
 */
final class Wire {
  private static final int BUFFER = 8_192;

  /** Enough for what a server says in IDLE; thousands of quiet connections hold no more. */
  private static final int QUIET_BUFFER = 256;

  /** What fits into any socket's send buffer, so that writing it cannot block for long. */
  private static final int SMALL = 8_192;

  final SentSecrets secrets = new SentSecrets();
  private final ServerAddress server;
  private final SSLContext tls;
  private final Timeouts timeouts;
  private final Optional<Recorder> recorder;

  /** Below TLS; closing it frees a thread that is stuck above. */
  private final Socket raw;

  private Socket socket;
  private InputStream in;
  private OutputStream out;
  private Optional<String> tlsUsed = Optional.empty();
  private byte[] buffer = new byte[QUIET_BUFFER];
  private int position;
  private int limit;
  private Stage stage = Stage.CONNECT;
  private long deadline;
  private long silenceMillis = Integer.MAX_VALUE;
  private volatile boolean closed;

  Wire(
      ServerAddress server,
      Socket connected,
      SSLContext tls,
      Timeouts timeouts,
      Optional<Transcript> transcript)
      throws MailFailureException {
    this.server = server;
    this.raw = connected;
    this.socket = connected;
    this.tls = tls;
    this.timeouts = timeouts;
    this.recorder = transcript.map(t -> new Recorder(t, secrets));
    this.deadline = System.nanoTime() + timeouts.tls().toNanos();
    try {
      this.in = connected.getInputStream();
      this.out = connected.getOutputStream();
    } catch (IOException gone) {
      throw lost(gone);
    }
    note("connected to " + server + " at " + connected.getInetAddress().getHostAddress());
  }

  /** Starts the clock of an operation; everything until the next call shares this deadline. */
  void begin(Stage next, Duration total) {
    begin(next, total, total);
  }

  /** The same, with a bound for each silence in between. */
  void begin(Stage next, Duration total, Duration silence) {
    stage = next;
    deadline = System.nanoTime() + total.toNanos();
    silenceMillis = silence.toMillis();
  }

  Stage stage() {
    return stage;
  }

  Timeouts timeouts() {
    return timeouts;
  }

  ServerAddress server() {
    return server;
  }

  Peer peer() {
    return new Peer(raw.getInetAddress(), raw.getPort(), tlsUsed);
  }

  /** The local IP address, for those who must introduce themselves. */
  java.net.InetAddress localAddress() {
    return raw.getLocalAddress();
  }

  boolean isOpen() {
    return !closed;
  }

  /** The next octet, 0 to 255, without taking it. */
  int peek() throws MailFailureException {
    if (position == limit) {
      fill();
    }
    return buffer[position] & 0xFF;
  }

  /** Takes the next octet, 0 to 255. */
  int read() throws MailFailureException {
    if (position == limit) {
      fill();
    }
    int octet = buffer[position++] & 0xFF;
    if (recorder.isPresent()) {
      recorder.get().heard(octet);
    }
    return octet;
  }

  /** Takes as many octets as are asked for; they do not enter the transcript. */
  void read(byte[] into, int length) throws MailFailureException {
    int done = 0;
    while (done < length) {
      if (position == limit) {
        fill();
      }
      int part = Math.min(length - done, limit - position);
      System.arraycopy(buffer, position, into, done, part);
      position += part;
      done += part;
    }
  }

  /** Hands octets on as they come; they do not enter the transcript. */
  void read(OutputStream sink, long length) throws MailFailureException, IOException {
    long left = length;
    while (left > 0) {
      if (position == limit) {
        fill();
      }
      int part = (int) Math.min(left, limit - position);
      sink.write(buffer, position, part);
      position += part;
      left -= part;
    }
  }

  /** A line without its CRLF (a bare LF ends it too). */
  byte[] line(int longest) throws MailFailureException {
    byte[] line = new byte[Math.min(longest, 128)];
    int length = 0;
    while (true) {
      int octet = read();
      if (octet == '\n') {
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        return java.util.Arrays.copyOf(line, end);
      }
      if (length == longest) {
        throw garbled("a line longer than " + longest + " octets");
      }
      if (length == line.length) {
        line = java.util.Arrays.copyOf(line, Math.min(longest, length * 2));
      }
      line[length++] = (byte) octet;
    }
  }

  /**
   * Waits for something to read, not longer than this and not beyond the deadline.
   *
   * @return false when nothing came
   */
  boolean await(Duration atMost) throws MailFailureException {
    if (position < limit) {
      return true;
    }
    try {
      return tryFill(Math.max(1, atMost.toMillis()), QUIET_BUFFER);
    } catch (IOException gone) {
      throw lost(gone);
    }
  }

  /** Sends and flushes; {@code shown} is what the transcript says of it. */
  void write(byte[] octets, String shown) throws MailFailureException {
    recorder.ifPresent(r -> r.said(shown));
    if (octets.length > SMALL) {
      try (Guard guard = guard(remaining())) {
        send(octets, octets.length, guard);
      }
    } else {
      send(octets, octets.length, null);
    }
  }

  /** Part of a long transfer that runs under a guard; flush with {@link #write}. */
  void write(byte[] octets, int length, Guard guard) throws MailFailureException {
    send(octets, length, guard);
  }

  private void send(byte[] octets, int length, @org.jspecify.annotations.Nullable Guard guard)
      throws MailFailureException {
    requireOpen();
    try {
      out.write(octets, 0, length);
      out.flush();
    } catch (IOException gone) {
      throw guard != null && guard.fired ? timedOut() : lost(gone);
    }
  }

  /**
   * Speaks TLS from here on.
   *
   * <p>Octets that came before the handshake would otherwise be read as if they were protected; a
   * server has no reason to send any, so they end the connection (CVE-2011-0411, RFC 3207 4.2).
   */
  void startTls() throws MailFailureException {
    if (position < limit) {
      throw garbled("text before the TLS handshake, which an attacker may have put there");
    }
    begin(Stage.TLS_HANDSHAKE, timeouts.tls());
    Guard guard = guard(timeouts.tls());
    try (guard) {
      raw.setSoTimeout(millis(timeouts.tls()));
      SSLSocket secured =
          (SSLSocket) tls.getSocketFactory().createSocket(raw, server.host(), server.port(), true);
      SSLParameters parameters = secured.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      secured.setSSLParameters(parameters);
      secured.startHandshake();
      in = secured.getInputStream();
      out = secured.getOutputStream();
      socket = secured;
      SSLSession session = secured.getSession();
      tlsUsed = Optional.of(session.getProtocol() + " " + session.getCipherSuite());
      note(tlsUsed.get());
    } catch (SocketTimeoutException slow) {
      throw timedOut();
    } catch (IOException failed) {
      throw guard.fired ? timedOut() : fail(TlsTrouble.why(failed), TlsTrouble.words(failed));
    }
  }

  /** Ends the connection if it still stands at the deadline, even while a thread writes. */
  Guard guard(Duration after) {
    return new Guard(after);
  }

  /** What is left of the operation's time. */
  Duration remaining() {
    return Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
  }

  /** Orderly: TLS is told. */
  void close() {
    closed = true;
    secrets.forget();
    Connector.closeQuietly(socket);
    Connector.closeQuietly(raw);
  }

  /** At once, from any thread. */
  void abort() {
    closed = true;
    Connector.closeQuietly(raw);
  }

  void note(String line) {
    recorder.ifPresent(r -> r.note(line));
  }

  /** The server's words, fit to be shown. */
  String shown(byte[] text) {
    return WireText.printable(secrets.removedFrom(WireText.decode(text)));
  }

  String shown(String latin1) {
    return shown(latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  MailFailureException garbled(String what) {
    abort();
    return new MailFailureException(new MailFailure.Garbled(stage, what));
  }

  MailFailureException ended(Reply reply) {
    abort();
    return new MailFailureException(new MailFailure.Ended(stage, reply));
  }

  private MailFailureException timedOut() {
    return fail(Why.TIMED_OUT, "the server did not answer in time");
  }

  private MailFailureException lost(IOException cause) {
    return cause instanceof SocketTimeoutException
        ? timedOut()
        : fail(Why.CLOSED, "the connection was lost: " + Connector.words(cause));
  }

  private MailFailureException fail(Why why, String detail) {
    abort();
    List<String> tried = List.of(raw.getInetAddress().getHostAddress());
    return new MailFailureException(new Unreachable(server, stage, why, detail, tried));
  }

  private void requireOpen() throws MailFailureException {
    if (closed) {
      throw fail(Why.CLOSED, "the connection is already closed");
    }
  }

  private void fill() throws MailFailureException {
    requireOpen();
    long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    if (left <= 0) {
      throw timedOut();
    }
    try {
      if (!tryFill(Math.min(left, silenceMillis), BUFFER)) {
        throw timedOut();
      }
    } catch (IOException gone) {
      throw lost(gone);
    }
  }

  /** Only called when everything has been read, so that the buffer may be another one. */
  private boolean tryFill(long waitMillis, int room) throws IOException, MailFailureException {
    requireOpen();
    if (buffer.length != room) {
      buffer = new byte[room];
    }
    socket.setSoTimeout(Math.clamp(waitMillis, 1, Integer.MAX_VALUE));
    int count;
    try {
      count = in.read(buffer, 0, room);
    } catch (SocketTimeoutException nothing) {
      return false;
    }
    if (count <= 0) {
      throw fail(Why.CLOSED, "the server closed the connection");
    }
    position = 0;
    limit = count;
    return true;
  }

  static int millis(Duration duration) {
    return Math.clamp(duration.toMillis(), 1, Integer.MAX_VALUE);
  }

  /** Breaks the connection when its time is up. */
  final class Guard implements AutoCloseable {
    private volatile boolean fired;
    private final Future<?> alarm;

    private Guard(Duration after) {
      alarm =
          ForkJoinPool.commonPool()
              .schedule(
                  () -> {
                    fired = true;
                    abort();
                  },
                  after.toNanos(),
                  TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
      alarm.cancel(false);
    }
  }
}
