package com.mailgrant.testing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A submission server that takes everything, unless a test says otherwise. */
public final class FakeSmtp extends LineServer {
  /** What a server does with a message whose last line has come. */
  public enum AtEndOfData {
    ANSWER,
    /** Keeps the message and drops the connection: the client cannot know. */
    KEEP_AND_VANISH,
    /** Loses the message and drops the connection. */
    LOSE_AND_VANISH
  }

  /** One message as it came. */
  public record Delivery(String from, List<String> recipients, String content) {}

  private static final String VANISH = "vanish";

  private final Map<String, String> refusals = new ConcurrentHashMap<>();
  private final Map<String, Queue<String>> onces = new ConcurrentHashMap<>();
  private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
  private final List<SignIn> signIns = new CopyOnWriteArrayList<>();
  private volatile AtEndOfData atEndOfData = AtEndOfData.ANSWER;
  private volatile @Nullable Hold hold;
  private volatile boolean echo;

  /** Listening. */
  public static FakeSmtp start() {
    return new FakeSmtp();
  }

  /**
   * Answers a command with a refusal from now on.
   *
   * @param command {@code AUTH}, {@code MAIL}, {@code RCPT}, {@code RCPT eve@fabrikam.example},
   *     {@code DATA}, or {@code .} for the end of a message
   */
  public void refuse(String command, String reply) {
    refusals.put(command, reply);
  }

  /** Answers a command with a refusal once; one of 421 ends the session, as it must. */
  public void refuseOnce(String command, String reply) {
    onces.computeIfAbsent(command, _ -> new ConcurrentLinkedQueue<>()).add(reply);
  }

  /**
   * Drops the connection once.
   *
   * @param at {@code MAIL}, {@code RCPT} or {@code DATA} in place of an answer, or {@code CONTENT}
   *     in the middle of a message
   */
  public void vanishOnce(String at) {
    refuseOnce(at, VANISH);
  }

  /** Refuses sign-ins with a reply that repeats what the client sent. */
  public void refuseAuthEchoing(String reply) {
    echo = true;
    refuse("AUTH", reply);
  }

  /** What happens when a message has come. */
  public void atEndOfData(AtEndOfData then) {
    atEndOfData = then;
  }

  /** Lets messages wait before they are answered. */
  public Hold hold() {
    var fresh = new Hold();
    hold = fresh;
    return fresh;
  }

  /** Messages that it took. */
  public List<Delivery> deliveries() {
    return deliveries;
  }

  /** Who signed in, with what. */
  public List<SignIn> signIns() {
    return signIns;
  }

  /** Back to good behaviour, with an empty memory. */
  public void reset() {
    refusals.clear();
    onces.clear();
    deliveries.clear();
    signIns.clear();
    atEndOfData = AtEndOfData.ANSWER;
    hold = null;
    echo = false;
  }

  @Override
  void converse(Line line) throws IOException {
    line.say("220 mail.contoso.example ESMTP");
    var from = "";
    var recipients = new ArrayList<String>();
    while (true) {
      var command = line.hear();
      var verb = command.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
      var once = once(verb);
      if (once != null) {
        if (once.equals(VANISH)) {
          line.vanish();
          return;
        }
        line.say(once);
        if (once.startsWith("421")) {
          return;
        }
        continue;
      }
      switch (verb) {
        case "EHLO" -> greet(line);
        case "AUTH" -> authenticate(line, command.split(" ", 3)[1]);
        case "MAIL" -> {
          from = address(command);
          recipients.clear();
          line.say(refusals.getOrDefault("MAIL", "250 2.1.0 Sender OK"));
        }
        case "RCPT" -> recipient(line, address(command), recipients);
        case "DATA" -> {
          var refusal = refusals.get("DATA");
          if (refusal != null) {
            line.say(refusal);
          } else if (!message(line, from, List.copyOf(recipients))) {
            return;
          }
        }
        case "QUIT" -> {
          line.say("221 2.0.0 Bye");
          return;
        }
        default -> line.say("250 2.0.0 OK");
      }
    }
  }

  private @Nullable String once(String command) {
    var waiting = onces.get(command);
    return waiting == null ? null : waiting.poll();
  }

  private static void greet(Line line) throws IOException {
    line.say("250-mail.contoso.example");
    line.say("250-SIZE 36700160");
    line.say("250-8BITMIME");
    line.say("250 AUTH PLAIN XOAUTH2");
  }

  private void authenticate(Line line, String mechanism) throws IOException {
    line.say("334 ");
    var response = line.hear();
    signIns.add(SignIn.of(mechanism, response));
    var refusal = refusals.get("AUTH");
    if (refusal == null) {
      line.say("235 2.7.0 Authentication successful");
    } else {
      line.say(echo ? refusal + " " + response : refusal);
    }
  }

  private void recipient(Line line, String address, List<String> recipients) throws IOException {
    var refusal = refusals.getOrDefault("RCPT " + address, refusals.get("RCPT"));
    if (refusal == null) {
      recipients.add(address);
      line.say("250 2.1.5 Recipient OK");
    } else {
      line.say(refusal);
    }
  }

  /** False when the connection is gone. */
  private boolean message(Line line, String from, List<String> recipients) throws IOException {
    line.say("354 Start mail input");
    var content = new StringBuilder();
    for (var text = line.hear(); !text.equals("."); text = line.hear()) {
      if (once("CONTENT") != null) {
        line.vanish();
        return false;
      }
      content.append(text.startsWith(".") ? text.substring(1) : text).append("\r\n");
    }
    var held = hold;
    if (held != null) {
      held.pass();
    }
    var once = once(".");
    var refusal = once == null ? refusals.get(".") : once;
    if (refusal != null) {
      line.say(refusal);
      return true;
    }
    if (atEndOfData != AtEndOfData.LOSE_AND_VANISH) {
      deliveries.add(new Delivery(from, recipients, content.toString()));
    }
    if (atEndOfData == AtEndOfData.ANSWER) {
      line.say("250 2.0.0 OK");
      return true;
    }
    line.vanish();
    return false;
  }

  private static String address(String command) {
    return command.substring(command.indexOf('<') + 1, command.indexOf('>'));
  }
}
