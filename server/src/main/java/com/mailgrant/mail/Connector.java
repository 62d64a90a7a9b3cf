package com.mailgrant.mail;

import com.mailgrant.mail.MailFailure.Unreachable;
import com.mailgrant.mail.MailFailure.Why;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Opens connections to mail servers: through the address policy, to each address in turn, with
 * certificate and host name verified. One is enough for the whole application; immutable.
 */
public final class Connector {
  /** A host with more addresses than this is tried at its first ones only. */
  private static final int MOST_ADDRESSES = 8;

  private final AddressPolicy policy;
  private final SSLContext tls;
  private final Timeouts timeouts;
  private final Optional<Transcript> transcript;

  /**
   * @param tls decides whom to trust; its protocol versions are the JDK's, that is TLS 1.2 and
   *     newer
   */
  public Connector(AddressPolicy policy, SSLContext tls, Timeouts timeouts) {
    this(policy, tls, timeouts, Optional.empty());
  }

  private Connector(
      AddressPolicy policy, SSLContext tls, Timeouts timeouts, Optional<Transcript> transcript) {
    this.policy = policy;
    this.tls = tls;
    this.timeouts = timeouts;
    this.transcript = transcript;
  }

  /** The same, writing down the dialogue of the session opened next. */
  public Connector recording(Transcript into) {
    return new Connector(policy, tls, timeouts, Optional.of(into));
  }

  /** The same with other patience. */
  public Connector within(Timeouts other) {
    return new Connector(policy, tls, other, transcript);
  }

  /** Connected, and with TLS where the address says so from the start. */
  Wire connect(ServerAddress server) throws MailFailureException {
    List<String> failed = new ArrayList<>();
    boolean timedOut = false;
    for (InetAddress address : addressesOf(server)) {
      Socket socket = new Socket();
      try {
        socket.connect(
            new InetSocketAddress(address, server.port()), Wire.millis(timeouts.connect()));
        socket.setTcpNoDelay(true);
        socket.setKeepAlive(true);
      } catch (IOException refused) {
        closeQuietly(socket);
        timedOut |= refused instanceof SocketTimeoutException;
        failed.add(address.getHostAddress() + " (" + words(refused) + ")");
        continue;
      }
      return open(server, socket);
    }
    Why why = timedOut ? Why.TIMED_OUT : Why.REFUSED;
    String detail =
        timedOut
            ? "no answer within " + timeouts.connect().toMillis() + " ms"
            : "the connection was refused";
    throw unreachable(server, why, detail, failed);
  }

  private Wire open(ServerAddress server, Socket socket) throws MailFailureException {
    Wire wire = new Wire(server, socket, tls, timeouts, transcript);
    if (server.security() == Security.TLS) {
      wire.startTls();
    }
    return wire;
  }

  private List<InetAddress> addressesOf(ServerAddress server) throws MailFailureException {
    try {
      InetAddress[] addresses = policy.resolve(server.host());
      if (addresses.length == 0) {
        throw new UnknownHostException(server.host());
      }
      return Arrays.asList(addresses).subList(0, Math.min(MOST_ADDRESSES, addresses.length));
    } catch (AddressPolicy.Forbidden forbidden) {
      throw unreachable(server, Why.FORBIDDEN_ADDRESS, words(forbidden), List.of());
    } catch (UnknownHostException unknown) {
      String detail = "DNS knows no address of " + server.host();
      throw unreachable(server, Why.NAME_UNKNOWN, detail, List.of());
    }
  }

  private static MailFailureException unreachable(
      ServerAddress server, Why why, String detail, List<String> tried) {
    return new MailFailureException(new Unreachable(server, Stage.CONNECT, why, detail, tried));
  }

  static String words(Exception exception) {
    String message = exception.getMessage();
    return WireText.printable(
        message == null ? exception.getClass().getSimpleName() : message, 300);
  }

  static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException alreadyGone) {
      // Nothing of value is lost with a socket that cannot be closed.
    }
  }
}
