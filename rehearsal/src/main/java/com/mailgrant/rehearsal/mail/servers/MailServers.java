package com.mailgrant.rehearsal.mail.servers;

import com.mailgrant.rehearsal.RehearsalProperties;
import com.mailgrant.rehearsal.mail.Dialogue;
import com.mailgrant.rehearsal.mail.MailProperties;
import com.mailgrant.rehearsal.mail.Pulse;
import com.mailgrant.rehearsal.mail.SentFolderFault;
import com.mailgrant.rehearsal.mail.Service;
import com.mailgrant.rehearsal.mail.Tenant;
import com.mailgrant.rehearsal.mail.imap.ImapServer;
import com.mailgrant.rehearsal.mail.pop3.Pop3Server;
import com.mailgrant.rehearsal.mail.smtp.SmtpServer;
import com.mailgrant.rehearsal.mail.smtp.Submissions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Opens the ports when the tenant starts and closes them, conversations included, at its end. */
public final class MailServers implements SmartLifecycle, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MailServers.class);

  private final RehearsalProperties.Ports ports;
  private final Tenant tenant;
  private final SSLContext tls;
  private final Map<Door, Dialogue> dialogues;
  private final Map<Door, Listener> listeners = new EnumMap<>(Door.class);
  private final Runnable housekeeping;
  private @Nullable Thread pacemaker;

  public MailServers(
      RehearsalProperties.Ports ports, Tenant tenant, MailProperties properties, SSLContext tls) {
    this.ports = ports;
    this.tenant = tenant;
    this.tls = tls;
    var submissions = new Submissions(tenant);
    var sentFolder = new SentFolderFault(tenant);
    this.dialogues =
        Map.of(
            Door.IMAP, ImapServer.exchange(tenant, properties),
            Door.POP3, new Pop3Server(tenant),
            Door.SMTP, new SmtpServer(tenant, Service.MICROSOFT, submissions),
            Door.GOOGLE_IMAP, ImapServer.gmail(tenant),
            Door.GOOGLE_SMTP, new SmtpServer(tenant, Service.GOOGLE, submissions));
    this.housekeeping =
        () -> {
          sentFolder.applyToAll();
          submissions.release();
        };
  }

  /** The port that is really open, where the configuration says 0. */
  public synchronized int port(Door door) {
    var listener = listeners.get(door);
    if (listener == null) {
      throw new IllegalStateException(door + " is not open");
    }
    return listener.port();
  }

  @Override
  public synchronized void start() {
    try {
      for (var door : Door.values()) {
        var dialogue = Objects.requireNonNull(dialogues.get(door));
        listeners.put(
            door, new Listener(door, door.port(ports), dialogue, tenant, tls.getSocketFactory()));
      }
    } catch (IOException e) {
      stop();
      throw new UncheckedIOException(e.getMessage(), e);
    }
    listeners.values().forEach(Listener::open);
    tenant.pulse().add(housekeeping);
    pacemaker = Thread.ofVirtual().name("mail-pulse").start(this::keepBeating);
  }

  @Override
  public synchronized void stop() {
    if (pacemaker != null) {
      pacemaker.interrupt();
      pacemaker = null;
    }
    tenant.pulse().remove(housekeeping);
    listeners.values().forEach(Listener::close);
    listeners.clear();
  }

  @Override
  public synchronized boolean isRunning() {
    return !listeners.isEmpty();
  }

  @Override
  public void close() {
    stop();
  }

  private void keepBeating() {
    while (true) {
      try {
        Thread.sleep(Pulse.INTERVAL);
      } catch (InterruptedException _) {
        return;
      }
      try {
        tenant.pulse().beat();
      } catch (RuntimeException e) {
        LOG.error("Looking at the clock failed; trying again in {}", Pulse.INTERVAL, e);
      }
    }
  }
}
