package com.mailgrant.rehearsal.mailbox;

import com.mailgrant.rehearsal.directory.Person;
import com.mailgrant.rehearsal.mime.MailDates;
import com.mailgrant.rehearsal.mime.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The mail with which every mailbox begins: the files {@code resources/mailbox/inbox-01.eml} and so
 * on, oldest first, with <code>{{address}}</code>, <code>{{local}}</code>, <code>{{name}}</code>
 * and <code>{{date}}</code> filled in.
 */
final class Seed {
  private static final int INBOX_FILES = 25;
  private static final int SENT_FILES = 3;

  /** The newest ones are unseen. */
  private static final int UNSEEN = 6;

  private static final Duration BETWEEN_TWO = Duration.ofHours(7).plusMinutes(13);
  private static final Duration AGE_OF_NEWEST = Duration.ofMinutes(25);

  private final List<String> inbox;
  private final List<String> sent;

  private Seed(List<String> inbox, List<String> sent) {
    this.inbox = inbox;
    this.sent = sent;
  }

  static Seed load() {
    return new Seed(files("inbox", INBOX_FILES), files("sent", SENT_FILES));
  }

  void fill(Mailbox mailbox, Person person, Instant now) {
    for (int i = 0; i < inbox.size(); i++) {
      var received = age(now, inbox.size() - 1 - i);
      var message = letter(inbox.get(i), person, received);
      mailbox.deliver(message, received);
    }
    for (var folder : mailbox.folders()) {
      if (folder.role() == Role.INBOX || folder.role() == Role.ALL) {
        mark(folder);
      }
    }
    for (int i = 0; i < sent.size(); i++) {
      // Answers lie between the letters that they answer and now.
      var when = age(now, 4 * (sent.size() - i)).plus(Duration.ofMinutes(40));
      mailbox.fileSent(letter(sent.get(i), person, when), when);
    }
  }

  private static void mark(Folder folder) {
    var messages = folder.state().messages();
    for (int i = 0; i < messages.size() - UNSEEN; i++) {
      Set<Flag> flags = EnumSet.of(Flag.SEEN);
      if (i % 7 == 3) {
        flags.add(Flag.ANSWERED);
      }
      if (i % 9 == 4) {
        flags.add(Flag.FLAGGED);
      }
      folder.store(List.of(messages.get(i).uid()), FlagChange.SET, flags);
    }
  }

  private static Instant age(Instant now, int steps) {
    return now.minus(AGE_OF_NEWEST).minus(BETWEEN_TWO.multipliedBy(steps));
  }

  private static Message letter(String template, Person person, Instant when) {
    var address = person.userPrincipalName();
    var text =
        template
            .replace("{{address}}", address)
            .replace("{{local}}", address.substring(0, address.indexOf('@')))
            .replace("{{name}}", phrase(person.displayName()))
            .replace("{{date}}", MailDates.write(when));
    // ISO 8859-1 gives back the very octets of the file, whatever they were.
    return Message.of(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String phrase(String name) {
    if (StandardCharsets.US_ASCII.newEncoder().canEncode(name)) {
      return "\"" + name + "\"";
    }
    var octets = name.getBytes(StandardCharsets.UTF_8);
    return "=?utf-8?B?" + Base64.getEncoder().encodeToString(octets) + "?=";
  }

  private static List<String> files(String folder, int count) {
    var files = new ArrayList<String>();
    for (int i = 1; i <= count; i++) {
      files.add(file("/mailbox/%s-%02d.eml".formatted(folder, i)));
    }
    return files;
  }

  private static String file(String path) {
    try (var in = Seed.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("missing resource " + path);
      }
      var text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      return text.replace("\r\n", "\n").replace("\n", "\r\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
