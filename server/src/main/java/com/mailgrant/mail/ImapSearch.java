package com.mailgrant.mail;

import com.mailgrant.mail.ImapResponse.Status;
import com.mailgrant.mail.Reply.ImapStatus;
import com.mailgrant.mail.SearchCriteria.Condition;
import com.mailgrant.mail.SearchResult.Precision;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;

/**
 * UID SEARCH. Text beyond ASCII goes as UTF-8; a server that takes ASCII only is asked for the
 * longest ASCII run of each text, which finds at least as much.
 */
final class ImapSearch {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d-MMM-yyyy", Locale.ENGLISH);

  private final ImapDialogue dialogue;

  ImapSearch(ImapDialogue dialogue) {
    this.dialogue = dialogue;
  }

  SearchResult search(SearchCriteria criteria) throws MailFailureException {
    boolean ascii = criteria.conditions().stream().allMatch(ImapSearch::ascii);
    AtomicReference<UidSet> found = new AtomicReference<>(UidSet.none());
    Status status = ask(criteria, ascii ? Texts.PLAIN : Texts.UTF8, found);
    Precision precision = Precision.EXACT;
    if (!ascii && status.reply().status() != ImapStatus.OK) {
      found.set(UidSet.none());
      status = ask(criteria, Texts.ASCII_RUNS, found);
      precision = Precision.SUPERSET;
    }
    if (status.reply().status() != ImapStatus.OK) {
      throw ImapDialogue.rejected(Stage.IMAP_SEARCH, status.reply());
    }
    return new SearchResult(found.get(), precision);
  }

  private Status ask(SearchCriteria criteria, Texts texts, AtomicReference<UidSet> found)
      throws MailFailureException {
    ImapCommand command =
        ImapCommand.of(texts == Texts.UTF8 ? "UID SEARCH CHARSET UTF-8" : "UID SEARCH");
    int conditions = 0;
    for (Condition condition : criteria.conditions()) {
      conditions += add(command, condition, texts);
    }
    if (conditions == 0) {
      command.words(" ALL");
    }
    return dialogue.ask(
        Stage.IMAP_SEARCH,
        dialogue.wire.timeouts().reply(),
        command,
        response -> {
          if (response instanceof ImapResponse.Found some) {
            found.set(some.uids());
            return true;
          }
          return false;
        });
  }

  private static int add(ImapCommand command, Condition condition, Texts texts) {
    switch (condition) {
      case Condition.AnyText any -> {
        String text = texts == Texts.ASCII_RUNS ? longestAsciiRun(any.text()) : any.text();
        if (text.isEmpty()) {
          return 0;
        }
        command.words(" OR".repeat(any.keys().size() - 1));
        for (String key : any.keys()) {
          command.words(" " + key + " ").string(octets(text));
        }
      }
      case Condition.Header header -> {
        String text = texts == Texts.ASCII_RUNS ? longestAsciiRun(header.text()) : header.text();
        command.words(" HEADER ").string(octets(header.field())).space().string(octets(text));
      }
      case Condition.Day day -> command.words(" " + day.key() + " " + DAY.format(day.day()));
      case Condition.Uids uids -> {
        if (uids.uids().isEmpty()) {
          throw new IllegalArgumentException("a search within no UIDs finds nothing");
        }
        command.words(" UID " + uids.uids());
      }
      case Condition.Word word -> command.words(" " + word.word());
    }
    return 1;
  }

  static String longestAsciiRun(String text) {
    String longest = "";
    for (String run : text.split("[^\\x20-\\x7E]+", -1)) {
      if (run.strip().length() > longest.length()) {
        longest = run.strip();
      }
    }
    return longest;
  }

  private static boolean ascii(Condition condition) {
    return switch (condition) {
      case Condition.AnyText any -> Envelope.ascii(any.text());
      case Condition.Header header -> Envelope.ascii(header.text());
      case Condition.Day _, Condition.Uids _, Condition.Word _ -> true;
    };
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private enum Texts {
    PLAIN,
    UTF8,
    ASCII_RUNS
  }
}
