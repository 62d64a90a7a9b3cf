package com.mailgrant.health;

import com.mailgrant.account.MailAccount;
import com.mailgrant.diagnosis.Diagnosis;
import com.mailgrant.platform.Language;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes notices: plain text in plain words.
 *
 * @param accounts at least one, by name
 */
record NoticeText(String publicUrl, Instant since, List<MailAccount> accounts) {
  private static final int MOST_NAMED = 20;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  NoticeText {
    accounts = List.copyOf(accounts);
  }

  /** A mail, without its addresses. */
  record Written(String subject, String body) {}

  /** What does not work. */
  enum Way {
    READING("read"),
    SENDING("send"),
    BOTH("read or send");

    private final String verb;

    Way(String verb) {
      this.verb = verb;
    }
  }

  /**
   * @param place where an outage is; empty where there is none
   */
  Written trouble(
      Way way, Optional<String> place, Optional<Diagnosis> diagnosis, @Nullable String errorId) {
    var subject =
        place
            .map(name -> name + " is disturbed: " + count() + " cannot " + way.verb + " mail")
            .orElseGet(() -> who() + " cannot " + way.verb + " mail");
    var body = new StringBuilder();
    place.ifPresentOrElse(
        name ->
            body.append(name)
                .append(" is disturbed since ")
                .append(TIME.format(since))
                .append(". Your accounts are not at fault; nobody has to sign in again.\n\n"),
        () -> body.append("Since ").append(TIME.format(since)).append(".\n\n"));
    diagnosis.ifPresent(known -> explain(body, known));
    body.append("Mailgrant goes on trying and tells you when it is over.\n");
    if (errorId != null) {
      body.append("Your error ID: ").append(errorId).append('\n');
    }
    list(body.append('\n'));
    return new Written(subject, body.toString());
  }

  Written over(Optional<String> place, String title) {
    var subject =
        place
            .map(name -> name + " works again: " + count() + (one() ? " is" : " are") + " well")
            .orElseGet(() -> who() + (one() ? " works again" : " work again"));
    var body =
        new StringBuilder("It is over: ")
            .append(title)
            .append("\nIt had begun at ")
            .append(TIME.format(since))
            .append(".\n\n");
    list(body);
    return new Written(subject, body.toString());
  }

  static Written warnings(String publicUrl, List<Warning> warnings) {
    var first = warnings.getFirst();
    var subject =
        warnings.size() == 1
            ? first.title()
            : first.title() + " (and " + (warnings.size() - 1) + " more)";
    var body = new StringBuilder();
    for (var warning : warnings) {
      body.append(warning.title()).append('\n').append(warning.advice()).append("\n\n");
    }
    body.append(publicUrl).append("/setup/configuration/email/health\n");
    return new Written(subject, body.toString());
  }

  private static void explain(StringBuilder body, Diagnosis diagnosis) {
    body.append("What happened: ").append(diagnosis.title()).append(". ");
    body.append(diagnosis.cause()).append("\n\n");
    body.append("Who has to act: ")
        .append(diagnosis.actor().label(Language.ENGLISH))
        .append("\n\n");
    body.append("What to do:\n");
    int number = 1;
    for (var step : diagnosis.remedy()) {
      body.append(number++).append(". ").append(step).append('\n');
    }
    body.append('\n');
  }

  private void list(StringBuilder body) {
    body.append(one() ? "The account:\n" : "The accounts:\n");
    for (var account : accounts.subList(0, Math.min(accounts.size(), MOST_NAMED))) {
      body.append("- ").append(account.accountName());
      body.append(" (").append(account.senderEmail()).append("): ");
      body.append(publicUrl).append("/setup/configuration/email/mail-accounts/");
      body.append(account.id()).append('\n');
    }
    if (accounts.size() > MOST_NAMED) {
      body.append("and ").append(accounts.size() - MOST_NAMED).append(" more: ");
      body.append(publicUrl).append("/setup/configuration/email/health\n");
    }
  }

  private String who() {
    return one() ? "\"" + accounts.getFirst().accountName() + "\"" : count();
  }

  private String count() {
    return one() ? "1 mail account" : accounts.size() + " mail accounts";
  }

  private boolean one() {
    return accounts.size() == 1;
  }
}
