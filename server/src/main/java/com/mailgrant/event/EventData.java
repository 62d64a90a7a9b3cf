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
   * {@code message.bounced} and {@code message.delivered}; the event's {@code message} is the id of
   * the outbox message.
   *
   * @param messageId the Message-ID header of what was sent
   * @param recipient whom the report is about
   * @param action as RFC 3464 2.3.3 names it: {@code failed}, {@code delayed}, {@code delivered},
   *     {@code relayed} or {@code expanded}
   * @param status such as {@code 5.1.1} (RFC 3463)
   * @param diagnostic what the other server said
   */
  record Delivery(
      String messageId,
      String from,
      String subject,
      @Nullable String recipient,
      String action,
      @Nullable String status,
      @Nullable String diagnostic)
      implements EventData {}

  /**
   * {@code mail.*}: a message in a watched folder. The event's {@code message} is its id in {@code
   * GET /accounts/{id}/messages/{messageId}}, and is left out for POP3.
   *
   * @param folder readable name
   * @param role such as {@code inbox}; left out where the folder has none
   * @param messageId the Message-ID header
   * @param size octets, as the server estimates
   * @param receivedAt by the server's clock
   * @param flags as the server keeps them, for example {@code \\Seen}
   * @param before where a moved message was, or which flags a changed one had
   * @param reason of {@code mail.unreadable}: a sentence for a person
   */
  record Mail(
      String folder,
      @Nullable String role,
      @Nullable String messageId,
      @Nullable List<String> from,
      @Nullable List<String> to,
      @Nullable String subject,
      @Nullable Long size,
      @Nullable Instant receivedAt,
      @Nullable List<String> flags,
      @Nullable Before before,
      @Nullable String reason)
      implements EventData {
    public Mail {
      from = from == null ? null : List.copyOf(from);
      to = to == null ? null : List.copyOf(to);
      flags = flags == null ? null : List.copyOf(flags);
    }

    /** The same message, which was elsewhere or had other flags. */
    public Mail after(Before earlier) {
      return new Mail(
          folder, role, messageId, from, to, subject, size, receivedAt, flags, earlier, reason);
    }
  }

  /**
   * @param folder and the rest: left out where it is as it was
   * @param message the id that the message had
   */
  record Before(
      @Nullable String folder,
      @Nullable String role,
      @Nullable String message,
      @Nullable List<String> flags) {
    public Before {
      flags = flags == null ? null : List.copyOf(flags);
    }
  }

  /**
   * {@code consent.answered}: it came through a browser and proves nothing; the next sign-in does.
   *
   * @param accountName for which the administrator was asked
   * @param answer as in the API of the consent desk
   * @param tenant as the provider named it; left out where it named none
   * @param approver as whoever opened the link called themselves; left out where they did not
   */
  record Consent(
      String accountName, String answer, @Nullable String tenant, @Nullable String approver)
      implements EventData {}

  /**
   * {@code webhook.disabled}.
   *
   * @param endpoint id of the webhook endpoint
   * @param reason a sentence for a person
   */
  record Webhook(String endpoint, String url, String reason) implements EventData {}

  /**
   * {@code migration.*}: what somebody did at the migration desk, or what followed from it.
   *
   * @param accountName where one account is concerned
   * @param by who did it; left out where nobody asked
   * @param detail a sentence for a person
   */
  record Migration(@Nullable String accountName, @Nullable String by, String detail)
      implements EventData {}

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
