package com.mailgrant.event;

import com.mailgrant.diagnosis.Report;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an event says about its subject, in the JSON field {@code data}. Fields that have no value
 * are left out; fields may be added later, so readers ignore what they do not know.
 */
public sealed interface EventData {
  /**
   * {@code account.created}, {@code account.changed} with the settings as they are now, {@code
   * account.deleted} with those that it had.
   *
   * @param type such as {@code microsoft365}
   * @param username who signs in
   * @param mailboxAddress which mailbox is opened, where it is not the person's own
   * @param state such as {@code active}
   * @param changed of {@code account.changed}: the fields that are new, by their names in the API
   */
  record Account(
      String accountName,
      String type,
      String senderEmail,
      String username,
      @Nullable String mailboxAddress,
      boolean useOAuth,
      String state,
      @Nullable List<String> changed)
      implements EventData {
    public Account {
      changed = changed == null ? null : List.copyOf(changed);
    }
  }

  /**
   * {@code account.state-changed}.
   *
   * @param before such as {@code active}
   * @param after such as {@code needs-login}
   * @param diagnosis why, where a failure led there
   */
  record StateChange(String accountName, String before, String after, @Nullable Diagnosed diagnosis)
      implements EventData {}

  /**
   * {@code account.signed-in}: somebody pressed Login and came back with a grant.
   *
   * @param username who signed in, as the provider says
   */
  record SignIn(String accountName, String username) implements EventData {}

  /**
   * {@code message.*}; the event's {@code message} is the id of the outbox message.
   *
   * @param messageId the Message-ID header
   * @param attempts how often sending was tried
   * @param nextAttemptAt of {@code message.deferred}: when it is tried again
   * @param diagnosis of deferred, held, failed and unknown messages: why
   */
  record Message(
      String messageId,
      String from,
      String subject,
      int attempts,
      @Nullable Instant nextAttemptAt,
      @Nullable Diagnosed diagnosis)
      implements EventData {}

  /**
   * {@code webhook.disabled}.
   *
   * @param endpoint id of the webhook endpoint
   * @param reason a sentence for a person
   */
  record Webhook(String endpoint, String url, String reason) implements EventData {}

  /**
   * A failure in short; {@code GET /diagnoses/{errorId}} tells the rest.
   *
   * @param code of the catalogue, such as {@code D18}
   * @param title one line for a person
   * @param actor who has to act, such as {@code user} or {@code exchange-admin}
   */
  record Diagnosed(String code, String title, String actor, String errorId) {
    /** In short what was reported. */
    public static Diagnosed of(Report report) {
      var diagnosis = report.diagnosis();
      return new Diagnosed(
          diagnosis.code(),
          diagnosis.title(),
          diagnosis.actor().apiName(),
          report.errorId().value());
    }
  }
}
