package com.mailgrant.health;

import com.mailgrant.account.MailAccount;
import com.mailgrant.diagnosis.Diagnosis;
import com.mailgrant.platform.Language;
import com.mailgrant.platform.Sentence;
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
 * @param language of the organization that is told
 * @param accounts at least one, by name
 */
record NoticeText(Language language, String publicUrl, Instant since, List<MailAccount> accounts) {
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
    READING,
    SENDING,
    BOTH;

    String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @param place where an outage is; empty where there is none
   * @param diagnosis in the language of the organization
   */
  Written trouble(
      Way way, Optional<String> place, Optional<Diagnosis> diagnosis, @Nullable String errorId) {
    var subject =
        place
            .map(name -> say("health.mail.disturbed." + way.key(), name, accounts.size()))
            .orElseGet(() -> say("health.mail.cannot." + way.key(), accounts.size(), first()));
    var body = new StringBuilder();
    body.append(
            place
                .map(name -> say("health.mail.disturbed", name, TIME.format(since)))
                .orElseGet(() -> say("health.mail.since", TIME.format(since))))
        .append("\n\n");
    diagnosis.ifPresent(known -> explain(body, known));
    body.append(say("health.mail.goes-on")).append('\n');
    if (errorId != null) {
      body.append(say("health.mail.error-id", errorId)).append('\n');
    }
    list(body.append('\n'));
    return new Written(subject, body.toString());
  }

  Written over(Optional<String> place, String title) {
    var subject =
        place
            .map(name -> say("health.mail.works-again", name, accounts.size()))
            .orElseGet(() -> say("health.mail.work-again", accounts.size(), first()));
    var body =
        new StringBuilder(say("health.mail.over", title))
            .append('\n')
            .append(say("health.mail.begun", TIME.format(since)))
            .append("\n\n");
    list(body);
    return new Written(subject, body.toString());
  }

  static Written warnings(Language language, String publicUrl, List<Warning> warnings) {
    var first = warnings.getFirst().title().in(language);
    var subject =
        warnings.size() == 1
            ? first
            : Sentence.of("health.mail.warnings", first, warnings.size() - 1).in(language);
    var body = new StringBuilder();
    for (var warning : warnings) {
      body.append(warning.title().in(language))
          .append('\n')
          .append(warning.advice().in(language))
          .append("\n\n");
    }
    body.append(publicUrl).append("/setup/configuration/email/health\n");
    return new Written(subject, body.toString());
  }

  private void explain(StringBuilder body, Diagnosis diagnosis) {
    body.append(say("health.mail.happened", diagnosis.title(), diagnosis.cause())).append("\n\n");
    body.append(say("health.mail.who", diagnosis.actor().label(language))).append("\n\n");
    body.append(say("health.mail.do")).append('\n');
    int number = 1;
    for (var step : diagnosis.remedy()) {
      body.append(number++).append(". ").append(step).append('\n');
    }
    body.append('\n');
  }

  private void list(StringBuilder body) {
    body.append(say("health.mail.accounts", accounts.size())).append('\n');
    for (var account : accounts.subList(0, Math.min(accounts.size(), MOST_NAMED))) {
      body.append("- ").append(account.accountName());
      body.append(" (").append(account.senderEmail()).append("): ");
      body.append(publicUrl).append("/setup/configuration/email/mail-accounts/");
      body.append(account.id()).append('\n');
    }
    if (accounts.size() > MOST_NAMED) {
      body.append(
              say(
                  "health.mail.more",
                  accounts.size() - MOST_NAMED,
                  publicUrl + "/setup/configuration/email/health"))
          .append('\n');
    }
  }

  private String first() {
    return accounts.getFirst().accountName();
  }

  private String say(String key, Object... values) {
    return Sentence.of(key, values).in(language);
  }
}
