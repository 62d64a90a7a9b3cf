package com.mailgrant.bench;

import com.mailgrant.e2e.lab.TestCa;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import javax.net.ssl.SSLServerSocket;
import org.jspecify.annotations.Nullable;

/**
 * A small IMAP server over TLS with one mailbox for whoever signs in, in which nothing lies but
 * what it is told to deliver. It knows what a watcher asks for, IDLE above all.
 */
public final class IdleFarm {
  private static final String GREETING = "[CAPABILITY IMAP4rev1 IDLE NAMESPACE SASL-IR AUTH=PLAIN]";
  private static final Pattern SECTION = Pattern.compile("BODY\\.PEEK\\[([^]]*)]");
  private final Map<String, Mailbox> mailboxes = new ConcurrentHashMap<>();
  private final AtomicInteger idling = new AtomicInteger();

  private IdleFarm() {}

  /** Takes the folder of a {@link TestCa}; lines on the input drive it. */
  public static void main(String[] arguments) throws Exception {
    var farm = new IdleFarm();
    var tls = TestCa.of(Path.of(arguments[0])).serverContext();
    var listening =
        (SSLServerSocket)
            tls.getServerSocketFactory()
                .createServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(() -> farm.listen(listening));
    System.out.println(listening.getLocalPort());
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      var words = line.split(" ", -1);
      if (words[0].equals("deliver")) {
        farm.mailbox(words[1]).deliver();
      }
      System.out.println(farm.idling.get());
    }
  }

  private Mailbox mailbox(String user) {
    return mailboxes.computeIfAbsent(user, _ -> new Mailbox());
  }

  private void listen(SSLServerSocket listening) {
    while (true) {
      try {
        var socket = listening.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        System.err.println("The farm cannot take connections: " + e);
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      new Session(socket).run();
    } catch (IOException _) {
      // The client hung up.
    }
  }

  /** Its messages are numbered from 1 on, and UIDs are the same numbers. */
  private static final class Mailbox {
    private int messages;
    private final Map<Integer, Long> deliveredMicros = new ConcurrentHashMap<>();
    private @Nullable Session idle;

    synchronized void deliver() throws IOException {
      messages++;
      deliveredMicros.put(messages, SinkProgram.nowMicros());
      if (idle != null) {
        idle.say("* " + messages + " EXISTS");
      }
    }

    synchronized int messages() {
      return messages;
    }

    /** What came between the last command and this one is told at once. */
    synchronized void idles(Session session, int known) throws IOException {
      idle = session;
      session.say("+ idling");
      if (messages > known) {
        session.say("* " + messages + " EXISTS");
      }
    }

    synchronized void idlesNoMore() {
      idle = null;
    }
  }

  private final class Session {
    private final BufferedReader in;
    private final OutputStream out;
    private Mailbox mailbox = new Mailbox();
    private int known;

    Session(Socket socket) throws IOException {
      // Few octets come in; a small buffer keeps ten thousand of these small.
      in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII), 256);
      out = socket.getOutputStream();
    }

    void run() throws IOException {
      say("* OK " + GREETING + " ready");
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        var words = line.split(" ", 3);
        var verb = words[1].toUpperCase(Locale.ROOT);
        var rest = words.length > 2 ? words[2] : "";
        switch (verb) {
          case "AUTHENTICATE" -> signIn(rest);
          case "CAPABILITY" -> say("* CAPABILITY IMAP4rev1 IDLE NAMESPACE SASL-IR AUTH=PLAIN");
          case "NAMESPACE" -> say("* NAMESPACE ((\"\" \"/\")) NIL NIL");
          case "LIST" -> say("* LIST () \"/\" INBOX");
          case "SELECT", "EXAMINE" -> select();
          case "STATUS" -> {
            int now = mailbox.messages();
            say(
                "* STATUS INBOX (MESSAGES %d UNSEEN %d UIDNEXT %d UIDVALIDITY 1)"
                    .formatted(now, now, now + 1));
          }
          case "UID" -> uid(rest);
          case "IDLE" -> {
            idle();
          }
          default -> {
            // NOOP, LOGOUT and whatever else has nothing to say.
          }
        }
        say(words[0] + " OK done");
        if (verb.equals("LOGOUT")) {
          return;
        }
      }
    }

    void say(String line) throws IOException {
      synchronized (out) {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
      }
    }

    private void signIn(String rest) throws IOException {
      var response = rest.contains(" ") ? rest.split(" ", 2)[1] : "";
      if (response.isEmpty()) {
        say("+ ");
        response = in.readLine();
      }
      var decoded = new String(Base64.getDecoder().decode(response), StandardCharsets.UTF_8);
      mailbox = mailbox(decoded.split("\0", -1)[1]);
    }

    private void select() throws IOException {
      known = mailbox.messages();
      say("* FLAGS (\\Seen)");
      say("* " + known + " EXISTS");
      say("* OK [UIDVALIDITY 1] here");
      say("* OK [UIDNEXT " + (known + 1) + "] here");
    }

    private void uid(String rest) throws IOException {
      int now = mailbox.messages();
      if (now > known) {
        known = now;
        say("* " + now + " EXISTS");
      }
      var words = rest.split(" ", 3);
      if (words[0].equalsIgnoreCase("SEARCH")) {
        var all = new StringBuilder("* SEARCH");
        for (int uid = 1; uid <= now; uid++) {
          all.append(' ').append(uid);
        }
        say(all.toString());
      } else if (words[0].equalsIgnoreCase("FETCH")) {
        var section = SECTION.matcher(rest);
        var header = section.find() ? section.group(1) : null;
        for (int uid = 1; uid <= now; uid++) {
          if (within(uid, words[1], now)) {
            fetched(uid, header);
          }
        }
      }
    }

    private void fetched(int uid, @Nullable String section) throws IOException {
      var items = "UID %d FLAGS () INTERNALDATE \"%s\" RFC822.SIZE 300".formatted(uid, date());
      if (section == null) {
        say("* %d FETCH (%s)".formatted(uid, items));
        return;
      }
      var micros = mailbox.deliveredMicros.get(uid);
      var header =
          "Message-ID: <%d@farm.example>\r\nFrom: a@farm.example\r\nSubject: %d\r\n\r\n"
              .formatted(micros, micros);
      say(
          "* %d FETCH (%s BODY[%s] {%d}\r\n%s)"
              .formatted(uid, items, section, header.length(), header));
    }

    private void idle() throws IOException {
      idling.incrementAndGet();
      try {
        mailbox.idles(this, known);
        in.readLine();
      } finally {
        mailbox.idlesNoMore();
        idling.decrementAndGet();
      }
      known = mailbox.messages();
    }
  }

  private static String date() {
    return java.time.format.DateTimeFormatter.ofPattern("dd-MMM-yyyy HH:mm:ss xx", Locale.ENGLISH)
        .format(java.time.OffsetDateTime.now(java.time.ZoneOffset.UTC));
  }

  private static boolean within(int uid, String set, int last) {
    for (var part : set.split(",", -1)) {
      var ends = part.split(":", -1);
      long from = number(ends[0], last);
      long to = ends.length > 1 ? number(ends[1], last) : from;
      if (uid >= Math.min(from, to) && uid <= Math.max(from, to)) {
        return true;
      }
    }
    return false;
  }

  private static long number(String text, int last) {
    return text.equals("*") ? last : Long.parseLong(text);
  }
}
