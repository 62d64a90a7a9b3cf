package com.mailgrant.provider;

import com.mailgrant.diagnosis.Finding;
import com.mailgrant.mail.MailFailure;
import com.mailgrant.mail.Reply;
import com.mailgrant.mail.ServerAddress;
import com.mailgrant.mail.Stage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Explains failures of mail servers: first by a provider's own tables of replies, then by the one
 * of the standards, then by what the provider makes of a reply that no table knows.
 */
public final class MailReplies {
  private static final ReplyTable STANDARDS = ReplyTable.read("mail-replies");

  private final List<ReplyTable> tables;

  /**
   * @param tables the provider's, by their names in the resource folder {@code provider}
   */
  public MailReplies(String... tables) {
    this.tables =
        Stream.concat(Stream.of(tables).map(ReplyTable::read), Stream.of(STANDARDS)).toList();
  }

  /** What the provider knows beyond the tables. */
  @FunctionalInterface
  public interface Beyond {
    /** Code of the diagnosis for a reply that no table knows. */
    String diagnosis(Stage stage, Reply reply, Evidence evidence);

    /** Further values for the blanks of a diagnosis, read from the reply. */
    default Map<String, String> values(String code, Reply reply, Evidence evidence) {
      return Map.of();
    }
  }

  /** What a failure means. */
  public Finding explain(MailFailure failure, Evidence evidence, Beyond beyond) {
    return MailFailures.explainWithoutReply(failure, evidence)
        .orElseGet(() -> explained(failure, reply(failure), evidence, beyond));
  }

  /** Whether the reply itself says that it passes. */
  public static boolean isTransient(Reply reply) {
    return switch (reply) {
      case Reply.Smtp smtp -> smtp.temporary();
      case Reply.Imap imap -> imap.status() == Reply.ImapStatus.BYE;
      case Reply.Pop _ -> false;
    };
  }

  private Finding explained(MailFailure failure, Reply reply, Evidence evidence, Beyond beyond) {
    var stage = failure.stage();
    var host =
        ReplyPlace.protocol(stage).flatMap(evidence::server).map(ServerAddress::host).orElse(null);
    var code =
        tables.stream()
            .map(table -> table.diagnosis(stage, reply, host))
            .flatMap(Optional::stream)
            .findFirst()
            .orElseGet(() -> beyond.diagnosis(stage, reply, evidence));
    return MailFailures.replied(code, failure, beyond.values(code, reply, evidence), evidence);
  }

  private static Reply reply(MailFailure failure) {
    return MailFailures.reply(failure)
        .orElseThrow(() -> new IllegalStateException("explained without a reply: " + failure));
  }
}
