package com.mailgrant.provider;

import com.mailgrant.diagnosis.Finding;
import com.mailgrant.mail.MailFailure;
import com.mailgrant.mail.MailFailure.Why;
import com.mailgrant.mail.Reply;
import com.mailgrant.mail.ServerAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What failures of mail servers mean wherever they happen, and with which values they are told. */
public final class MailFailures {
  private static final int LONGEST_ADDRESSES = 8;

  private MailFailures() {}

  /** Everything but a reply, whose text is the provider's. */
  public static Optional<Finding> explainWithoutReply(MailFailure failure, Evidence evidence) {
    return switch (failure) {
      case MailFailure.Unreachable unreachable -> Optional.of(unreachable(unreachable, evidence));
      case MailFailure.TlsMissing missing
          when missing.reply().filter(MailReplies::isTransient).isPresent() ->
          Optional.of(
              finding(
                  "D37", missing.server(), "it cannot start TLS at present", evidence, failure));
      case MailFailure.TlsMissing missing ->
          Optional.of(finding("D54", missing.server(), "it does not start TLS", evidence, failure));
      case MailFailure.NotOffered offered ->
          Optional.of(finding("D54", null, "it offers " + offered.mechanisms(), evidence, failure));
      case MailFailure.Garbled garbled ->
          Optional.of(finding("D55", null, garbled.what(), evidence, failure));
      case MailFailure.Ended _, MailFailure.Rejected _ -> Optional.empty();
    };
  }

  /** A finding about what a server replied. */
  static Finding replied(
      String code, MailFailure failure, Map<String, String> more, Evidence evidence) {
    var detail = reply(failure).map(Reply::toString).orElseGet(failure::summary);
    var values = values(failure, null, detail, evidence);
    values.putAll(more);
    return Finding.of(code, values, failure.summary());
  }

  /** The server's word, where it spoke. */
  static Optional<Reply> reply(MailFailure failure) {
    return switch (failure) {
      case MailFailure.Rejected rejected -> Optional.of(rejected.reply());
      case MailFailure.Ended ended -> Optional.of(ended.reply());
      case MailFailure.TlsMissing missing -> missing.reply();
      case MailFailure.Unreachable _, MailFailure.NotOffered _, MailFailure.Garbled _ ->
          Optional.empty();
    };
  }

  private static Finding finding(
      String code,
      @Nullable ServerAddress server,
      String detail,
      Evidence evidence,
      MailFailure failure) {
    return Finding.of(code, values(failure, server, detail, evidence), failure.summary());
  }

  private static Finding unreachable(MailFailure.Unreachable failure, Evidence evidence) {
    var code =
        switch (failure.why()) {
          case TLS -> "D52";
          case TLS_OUT_OF_DATE -> "D99";
          case TLS_TOO_OLD -> "D98";
          case NO_TLS -> "D100";
          case FORBIDDEN_ADDRESS -> "D56";
          case NAME_UNKNOWN, REFUSED, TIMED_OUT, CLOSED -> "D34";
        };
    var detail = said(failure.why()) + " (" + failure.detail() + ")";
    var values = values(failure, failure.server(), detail, evidence);
    var tried = failure.triedAddresses();
    values.put(
        "addresses",
        tried.isEmpty()
            ? "-"
            : tried.stream().limit(LONGEST_ADDRESSES).collect(Collectors.joining("; ")));
    return Finding.of(code, values, failure.summary());
  }

  private static String said(Why why) {
    return switch (why) {
      case NAME_UNKNOWN -> "the name server does not know the host";
      case REFUSED -> "the connection was refused";
      case TIMED_OUT -> "no answer in time";
      case TLS, TLS_OUT_OF_DATE, TLS_TOO_OLD, NO_TLS -> "the secure connection failed";
      case CLOSED -> "the server closed the connection without a word";
      case FORBIDDEN_ADDRESS -> "private networks are not allowed";
    };
  }

  /** With the server at fault, or the one of the account that speaks the protocol at fault. */
  private static Map<String, String> values(
      MailFailure failure, @Nullable ServerAddress server, String detail, Evidence evidence) {
    var values = new LinkedHashMap<>(evidence.values());
    values.put("detail", detail);
    var address =
        Optional.ofNullable(server)
            .or(() -> ReplyPlace.protocol(failure.stage()).flatMap(evidence::server));
    address.ifPresent(known -> {
      values.put("host", known.host());
      values.put("port", String.valueOf(known.port()));
    });
    return values;
  }
}
