package com.mailgrant.provider.microsoft;

import com.mailgrant.diagnosis.Catalogue;
import com.mailgrant.diagnosis.Finding;
import com.mailgrant.mail.MailFailure;
import com.mailgrant.mail.Reply;
import com.mailgrant.mail.Stage;
import com.mailgrant.provider.AccountType;
import com.mailgrant.provider.Evidence;
import com.mailgrant.provider.Evidence.Certainty;
import com.mailgrant.provider.MailReplies;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What Exchange's replies mean (facts/microsoft365 4.5 and 5.2): mostly the tables {@code
 * provider/microsoft-replies.yaml} and {@code provider/outlook-replies.yaml}. A bare "AUTHENTICATE
 * failed" or 535 5.7.3 has many causes; the evidence tells them apart.
 */
final class ExchangeReplies implements MailReplies.Beyond {
  private static final MailReplies CORPORATE = new MailReplies("microsoft-replies");
  private static final MailReplies PERSONAL =
      new MailReplies("outlook-replies", "microsoft-replies");

  private static final Pattern PAUSE = Pattern.compile("(?i)backoff time: (\\d{1,9}) milliseconds");
  private static final Pattern SEND_AS =
      Pattern.compile("(?i)(\\S+@\\S+) not allowed to send as ([^\\s;]+@[^\\s;]+)");

  static Finding explain(MailFailure failure, Evidence evidence) {
    var tables = isPersonal(evidence) ? PERSONAL : CORPORATE;
    return tables.explain(failure, evidence, new ExchangeReplies());
  }

  @Override
  public String diagnosis(Stage stage, Reply reply, Evidence evidence) {
    if (MailReplies.isTransient(reply)) {
      return "D37";
    }
    return switch (stage) {
      case IMAP_AUTHENTICATE, SMTP_AUTHENTICATE, POP_AUTHENTICATE -> refused(stage, evidence);
      case SMTP_MAIL, SMTP_RCPT, SMTP_DATA, SMTP_END_OF_DATA -> "D57";
      default -> Catalogue.UNKNOWN;
    };
  }

  @Override
  public Map<String, String> values(String code, Reply reply, Evidence evidence) {
    var values = new LinkedHashMap<String, String>();
    switch (code) {
      case "D102" -> {
        var pause = PAUSE.matcher(reply.text());
        if (pause.find()) {
          var wanted = Duration.ofMillis(Long.parseLong(pause.group(1)));
          values.put(Finding.ASKED_PAUSE, wanted.toString());
        }
      }
      case "D14" -> {
        var named = SEND_AS.matcher(reply.text());
        if (named.find()) {
          values.put("user", named.group(1));
          values.put("sender", named.group(2));
        }
      }
      default -> values.putAll(TokenFlaws.values(code, evidence));
    }
    return values;
  }

  /** Exactly what Exchange names, to the millisecond, but not more than a day. */
  static Optional<Duration> pauseAsked(MailFailure failure) {
    var text =
        switch (failure) {
          case MailFailure.Rejected rejected -> rejected.reply().text();
          case MailFailure.Ended ended -> ended.reply().text();
          case MailFailure.Unreachable _,
              MailFailure.TlsMissing _,
              MailFailure.NotOffered _,
              MailFailure.Garbled _ ->
              "";
        };
    var asked = PAUSE.matcher(text);
    return asked.find()
        ? Optional.of(
            Duration.ofMillis(
                Math.min(Long.parseLong(asked.group(1)), Duration.ofDays(1).toMillis())))
        : Optional.empty();
  }

  private static String refused(Stage stage, Evidence evidence) {
    if (!evidence.usesOAuth()) {
      return stage == Stage.SMTP_AUTHENTICATE ? "D53" : "D03";
    }
    return TokenFlaws.of(stage, evidence).orElseGet(() -> withGoodToken(stage, evidence));
  }

  private static String withGoodToken(Stage stage, Evidence evidence) {
    return switch (stage) {
      case SMTP_AUTHENTICATE -> {
        if (evidence.isShared()) {
          yield "D13";
        }
        yield readingWorks(evidence) ? "D63" : isPersonal(evidence) ? "D63" : "D35";
      }
      case POP_AUTHENTICATE ->
          isPersonal(evidence) ? "D128" : readingWorks(evidence) ? "D101" : "D35";
      default -> isPersonal(evidence) ? "D128" : "D35";
    };
  }

  /** IMAP took the same token just now; or, where it was not asked, it did when all was proved. */
  private static boolean readingWorks(Evidence evidence) {
    return switch (evidence.imapAccepted()) {
      case YES -> true;
      case NO -> false;
      case UNKNOWN -> evidence.history().provedBefore() == Certainty.YES;
    };
  }

  private static boolean isPersonal(Evidence evidence) {
    return evidence.accountType() == AccountType.OUTLOOK_COM;
  }
}
