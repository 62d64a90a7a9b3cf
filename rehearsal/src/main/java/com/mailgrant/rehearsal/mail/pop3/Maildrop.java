package com.mailgrant.rehearsal.mail.pop3;

import com.mailgrant.rehearsal.mail.Wire;
import com.mailgrant.rehearsal.mailbox.Folder;
import com.mailgrant.rehearsal.mailbox.StoredMessage;
import com.mailgrant.rehearsal.mime.MimePart;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The inbox as it was at sign-in, and what is marked for deletion (RFC 1939 5). */
final class Maildrop {
  private final Folder inbox;
  private final long uidValidity;
  private final List<StoredMessage> messages;

  /** Numbers, from 1. */
  private final TreeSet<Integer> deleted = new TreeSet<>();

  private Maildrop(Folder inbox) {
    this.inbox = inbox;
    var state = inbox.state();
    this.uidValidity = state.uidValidity();
    this.messages = state.messages();
  }

  static Maildrop of(Folder inbox) {
    return new Maildrop(inbox);
  }

  /** False if there is no such command here. */
  boolean perform(String name, String argument, Wire wire) throws IOException {
    switch (name) {
      case "STAT" -> wire.say("+OK " + count() + " " + size());
      case "LIST" -> listing(argument, wire, Listing.SIZE);
      case "UIDL" -> listing(argument, wire, Listing.UID);
      case "RETR" -> retrieve(argument, wire);
      case "TOP" -> top(argument, wire);
      case "DELE" -> delete(argument, wire);
      case "NOOP" -> wire.say("+OK");
      case "RSET" -> {
        deleted.clear();
        wire.say("+OK");
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Deletes what is marked, at QUIT (RFC 1939 6). */
  void update() {
    inbox.remove(deleted.stream().map(number -> messages.get(number - 1).uid()).toList());
  }

  private enum Listing {
    SIZE,
    UID
  }

  private void listing(String argument, Wire wire, Listing listing) throws IOException {
    if (!argument.isEmpty()) {
      var message = find(argument);
      wire.say(
          message.isEmpty()
              ? noSuchMessage()
              : "+OK " + Integer.parseInt(argument) + " " + listed(message.get(), listing));
      return;
    }
    wire.say("+OK " + count() + " " + size());
    for (int number = 1; number <= messages.size(); number++) {
      if (!deleted.contains(number)) {
        wire.say(number + " " + listed(messages.get(number - 1), listing));
      }
    }
    wire.say(".");
  }

  private String listed(StoredMessage message, Listing listing) {
    return switch (listing) {
      case SIZE -> Integer.toString(message.message().size());
      case UID -> uidValidity + "-" + message.uid();
    };
  }

  private void retrieve(String argument, Wire wire) throws IOException {
    var message = find(argument);
    if (message.isEmpty()) {
      wire.say(noSuchMessage());
      return;
    }
    wire.say("+OK " + message.get().message().size() + " octets");
    Dots.send(message.get().message().bytes(), message.get().message().size(), wire);
  }

  private void top(String argument, Wire wire) throws IOException {
    int space = argument.indexOf(' ');
    var lines = space < 0 ? "" : argument.substring(space + 1).strip();
    var message = find(space < 0 ? argument : argument.substring(0, space));
    if (!lines.matches("[0-9]{1,9}") || message.isEmpty()) {
      wire.say(lines.isEmpty() ? "-ERR Protocol error. 14" : noSuchMessage());
      return;
    }
    wire.say("+OK");
    var octets = message.get().message().bytes();
    var root = message.get().message().root();
    Dots.send(octets, end(octets, root, Integer.parseInt(lines)), wire);
  }

  private static int end(byte[] octets, MimePart root, int lines) {
    int at = root.bodyRange().from();
    for (int left = lines; left > 0 && at < octets.length; at++) {
      if (octets[at] == '\n') {
        left--;
      }
    }
    return at;
  }

  private void delete(String argument, Wire wire) throws IOException {
    if (find(argument).isEmpty()) {
      wire.say(noSuchMessage());
      return;
    }
    deleted.add(Integer.parseInt(argument));
    wire.say("+OK");
  }

  private Optional<StoredMessage> find(String argument) {
    if (!argument.matches("[0-9]{1,9}")) {
      return Optional.empty();
    }
    int number = Integer.parseInt(argument);
    boolean there = number >= 1 && number <= messages.size() && !deleted.contains(number);
    return there ? Optional.of(messages.get(number - 1)) : Optional.empty();
  }

  private static String noSuchMessage() {
    return "-ERR The specified message is out of range.";
  }

  private int count() {
    return messages.size() - deleted.size();
  }

  private long size() {
    long size = 0;
    for (int number = 1; number <= messages.size(); number++) {
      size += deleted.contains(number) ? 0 : messages.get(number - 1).message().size();
    }
    return size;
  }
}
