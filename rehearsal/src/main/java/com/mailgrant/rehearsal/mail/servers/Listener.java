package com.mailgrant.rehearsal.mail.servers;

import com.mailgrant.rehearsal.mail.Dialogue;
import com.mailgrant.rehearsal.mail.HungUpException;
import com.mailgrant.rehearsal.mail.Tenant;
import com.mailgrant.rehearsal.mail.Wire;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One open port: a virtual thread that accepts and one for each client. */
final class Listener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

  /** Of all clients of the port together; more wait in the queue of the operating system. */
  private static final int MOST_CLIENTS = 1_000;

  private static final int QUEUE = 200;

  /** RFC 5321 4.5.3.2.7; IMAP and POP3 give more to those who have signed in. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final Duration PATIENCE_WITH_ACCEPTOR = Duration.ofSeconds(5);

  private final Door door;
  private final Dialogue dialogue;
  private final Tenant tenant;
  private final SSLSocketFactory tls;
  private final ServerSocket server;
  private volatile @Nullable Thread acceptor;
  private final Semaphore places = new Semaphore(MOST_CLIENTS);
  private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  Listener(Door door, int port, Dialogue dialogue, Tenant tenant, SSLSocketFactory tls)
      throws IOException {
    this.door = door;
    this.dialogue = dialogue;
    this.tenant = tenant;
    this.tls = tls;
    this.server = new ServerSocket();
    var loopback = InetAddress.ofLiteral("127.0.0.1");
    try {
      server.bind(new InetSocketAddress(loopback, port), QUEUE);
    } catch (IOException e) {
      server.close();
      throw new IOException(
          "Port %d is taken or not allowed; choose another one: %s"
              .formatted(port, door.property()),
          e);
    }
  }

  int port() {
    return server.getLocalPort();
  }

  void open() {
    acceptor = Thread.ofVirtual().name("accept-" + door).start(this::accept);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        places.acquire();
        var socket = server.accept();
        clients.add(socket);
        var thread = Thread.ofVirtual().name("mail-" + door).unstarted(() -> serve(socket));
        threads.add(thread);
        thread.start();
      } catch (IOException e) {
        places.release();
        if (!server.isClosed()) {
          LOG.warn("{} could not accept a connection: {}", door, e.toString());
        }
      } catch (InterruptedException _) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (var wire = new Wire(socket, tls)) {
      wire.patience(PATIENCE);
      if (door.tlsFromTheFirstOctet()) {
        wire.startTls();
      }
      tenant.mishapBeforeAnswer(List.of(), wire);
      dialogue.run(wire);
    } catch (HungUpException e) {
      LOG.debug("{} hung up: {}", door, e.getMessage());
    } catch (EOFException | SocketException | SocketTimeoutException | SSLException e) {
      LOG.debug("{} lost its client: {}", door, e.toString());
    } catch (IOException e) {
      LOG.warn("{} broke off a conversation: {}", door, e.toString());
    } catch (InterruptedException _) {
      LOG.debug("{} closes", door);
    } catch (RuntimeException e) {
      LOG.error("{} has a fault of its own and broke off a conversation", door, e);
    } finally {
      closeQuietly(socket);
      clients.remove(socket);
      threads.remove(Thread.currentThread());
      places.release();
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      LOG.debug("{} did not close cleanly: {}", door, e.toString());
    }
    awaitAcceptor();
    threads.forEach(Thread::interrupt);
    clients.forEach(Listener::closeQuietly);
  }

  /** The port is free only when the thread that accepts has left it. */
  private void awaitAcceptor() {
    var thread = acceptor;
    if (thread != null) {
      thread.interrupt();
      try {
        if (!thread.join(PATIENCE_WITH_ACCEPTOR)) {
          LOG.warn("{} still holds its port", door);
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("a connection did not close cleanly: {}", e.toString());
    }
  }
}
