package com.mailgrant.provider;

import com.mailgrant.mail.Protocol;
import com.mailgrant.mail.Stage;
import java.util.Optional;

/** A stretch of a dialogue with a mail server, as the tables of replies name it. */
enum ReplyPlace {
  SIGN_IN("sign-in"),
  SENDER("sender"),
  RECIPIENT("recipient"),
  MESSAGE("message"),
  FOLDER("folder");

  private final String word;

  ReplyPlace(String word) {
    this.word = word;
  }

  static ReplyPlace named(String word) {
    for (var place : values()) {
      if (place.word.equals(word)) {
        return place;
      }
    }
    throw new IllegalStateException("no place of a reply is called '" + word + "'");
  }

  boolean holds(Stage stage) {
    return of(stage).filter(place -> place == this).isPresent();
  }

  private static Optional<ReplyPlace> of(Stage stage) {
    return switch (stage) {
      case IMAP_AUTHENTICATE, SMTP_AUTHENTICATE, POP_AUTHENTICATE -> Optional.of(SIGN_IN);
      case SMTP_MAIL -> Optional.of(SENDER);
      case SMTP_RCPT -> Optional.of(RECIPIENT);
      case SMTP_DATA, SMTP_END_OF_DATA -> Optional.of(MESSAGE);
      case IMAP_SELECT, IMAP_STATUS, IMAP_APPEND, IMAP_COPY, IMAP_MOVE -> Optional.of(FOLDER);
      default -> Optional.empty();
    };
  }

  /** Which protocol a stage belongs to; empty while there is no dialogue yet. */
  static Optional<Protocol> protocol(Stage stage) {
    var name = stage.name();
    if (name.startsWith("IMAP_")) {
      return Optional.of(Protocol.IMAP);
    }
    if (name.startsWith("SMTP_")) {
      return Optional.of(Protocol.SMTP);
    }
    return name.startsWith("POP_") ? Optional.of(Protocol.POP3) : Optional.empty();
  }
}
