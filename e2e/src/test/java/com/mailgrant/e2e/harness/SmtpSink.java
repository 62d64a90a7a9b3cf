package com.mailgrant.e2e.harness;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A mail server that takes submissions over TLS from whoever signs in with a password, and lets a
 * {@link Taker} say what becomes of them. Each session has a thread of its own.
 */
public final class SmtpSink implements AutoCloseable {
  /**
   * A message as it was submitted.
   *
   * @param user who signed in
   * @param content with CRLF, dots unstuffed, one character for each octet
   */
  public record Mail(String user, String sender, List<String> recipients, String content) {
    /** As it goes into a mailbox. */
    public byte[] octets() {
      return content.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Value of a header field, its first line; empty without one. */
    public String header(String name) {
      var head = content.split("\r\n\r\n", 2)[0];
      for (var line : head.split("\r\n", -1)) {
        if (line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":")) {
          return line.substring(name.length() + 1).strip();
        }
      }
      return "";
    }
  }

  /** Decides over messages, on many threads. */
  public interface Taker {
    /** The usual answer. */
    String TAKEN = "250 2.0.0 taken";

    /** Reply to the end of the message; null hangs up without one. */
    @Nullable String take(Mail mail) throws IOException, InterruptedException;

    /** Whether this user's password is right. */
    default boolean knows(String user) {
      return true;
    }

    /** Reply to a recipient. */
    default String recipient(String address) {
      return "250 2.1.5 fine";
    }
  }

  private final ServerSocket listening;
  private final Taker taker;
  private final Set<Socket> sessions = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean down;

  private SmtpSink(ServerSocket listening, Taker taker) {
    this.listening = listening;
    this.taker = taker;
  }

  /** Starts one at a free port of the loopback interface. */
  public static SmtpSink start(SSLContext tls, Taker taker) throws IOException {
    var listening =
        tls.getServerSocketFactory().createServerSocket(0, 500, InetAddress.getLoopbackAddress());
    var sink = new SmtpSink(listening, taker);
    sink.threads.execute(sink::listen);
    return sink;
  }

  /** Implicit TLS. */
  public int port() {
    return listening.getLocalPort();
  }

  /** Sessions that are open now. */
  public int sessions() {
    return sessions.size();
  }

  /** Hangs up on everybody, whatever they are at, and on whoever comes meanwhile. */
  public void goDown() {
    down = true;
    sessions.forEach(SmtpSink::hangUp);
  }

  /** Takes mail again. */
  public void comeBack() {
    down = false;
  }

  private static void hangUp(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // It was gone already.
    }
  }

  private void listen() {
    while (!listening.isClosed()) {
      try {
        var socket = listening.accept();
        if (down) {
          hangUp(socket);
          continue;
        }
        socket.setTcpNoDelay(true);
        sessions.add(socket);
        threads.execute(() -> serve(socket));
      } catch (IOException _) {
        // Closed, which the loop asks for, or a client that hung up in between.
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      new Session(socket.getInputStream(), socket.getOutputStream()).run();
    } catch (IOException _) {
      // The client went away; what it handed over before counts.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      sessions.remove(socket);
    }
  }

  private final class Session {
    private final InputStream in;
    private final OutputStream out;
    private String user = "";
    private String sender = "";
    private final List<String> recipients = new ArrayList<>();

    Session(InputStream in, OutputStream out) {
      this.in = new BufferedInputStream(in, 16_384);
      this.out = new BufferedOutputStream(out);
    }

    void run() throws IOException, InterruptedException {
      say("220 localhost ESMTP sink");
      for (var line = hear(); line != null; line = hear()) {
        var verb = line.toUpperCase(Locale.ROOT);
        if (verb.startsWith("EHLO")) {
          say(
              "250-localhost\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-SIZE 50000000\r\n250 AUTH PLAIN LOGIN");
        } else if (verb.startsWith("AUTH PLAIN")) {
          plain(line.length() > 11 ? line.substring(11) : ask(""));
        } else if (verb.startsWith("AUTH LOGIN")) {
          user = decoded(line.length() > 11 ? line.substring(11) : ask("VXNlcm5hbWU6"));
          ask("UGFzc3dvcmQ6");
          welcome();
        } else if (verb.startsWith("MAIL FROM:")) {
          sender = address(line);
          recipients.clear();
          say(user.isEmpty() ? "530 5.7.0 sign in first" : "250 2.1.0 fine");
        } else if (verb.startsWith("RCPT TO:")) {
          var reply = taker.recipient(address(line));
          if (reply.startsWith("2")) {
            recipients.add(address(line));
          }
          say(reply);
        } else if (verb.equals("DATA")) {
          say("354 go ahead");
          var mail = new Mail(user, sender, List.copyOf(recipients), content());
          var reply = taker.take(mail);
          if (reply == null) {
            return;
          }
          say(reply);
        } else if (verb.equals("QUIT")) {
          say("221 2.0.0 bye");
          return;
        } else {
          say("250 2.0.0 fine");
        }
      }
    }

    private void plain(String response) throws IOException {
      user = decoded(response).split("\0", -1)[1];
      welcome();
    }

    private void welcome() throws IOException {
      if (taker.knows(user)) {
        say("235 2.7.0 welcome");
      } else {
        user = "";
        say("535 5.7.8 wrong user name or password");
      }
    }

    private String ask(String question) throws IOException {
      say("334 " + question);
      var answer = hear();
      if (answer == null) {
        throw new IOException("hung up while signing in");
      }
      return answer;
    }

    private void say(String line) throws IOException {
      out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }

    private @Nullable String hear() throws IOException {
      var line = octetsOfLine();
      return line == null ? null : new String(line, StandardCharsets.UTF_8).stripTrailing();
    }

    /** Up to the line that is a dot; without that the message was not handed over. */
    private String content() throws IOException {
      var all = new ByteArrayOutputStream();
      for (var line = octetsOfLine(); line != null; line = octetsOfLine()) {
        boolean dotted = line.length > 0 && line[0] == '.';
        if (dotted && line.length == 3) {
          return all.toString(StandardCharsets.ISO_8859_1);
        }
        all.write(line, dotted ? 1 : 0, line.length - (dotted ? 1 : 0));
      }
      throw new IOException("hung up within a message");
    }

    private byte @Nullable [] octetsOfLine() throws IOException {
      var line = new ByteArrayOutputStream(80);
      for (int octet = in.read(); octet >= 0; octet = in.read()) {
        line.write(octet);
        if (octet == '\n') {
          return line.toByteArray();
        }
      }
      return null;
    }

    private static String address(String line) {
      return line.substring(line.indexOf('<') + 1, line.indexOf('>'));
    }

    private static String decoded(String base64) {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (var socket : sessions) {
      socket.close();
    }
    threads.shutdownNow();
  }
}
