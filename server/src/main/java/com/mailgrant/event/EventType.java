package com.mailgrant.event;

import com.fasterxml.jackson.annotation.JsonValue;
import com.mailgrant.platform.Labels;
import com.mailgrant.platform.Language;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What can happen. The names are a promise to other programs: they may grow, never change. */
public enum EventType {
  ACCOUNT_CREATED("account.created", EventData.Account.class, "Account created"),
  ACCOUNT_CHANGED("account.changed", EventData.Account.class, "Account changed"),
  ACCOUNT_DELETED("account.deleted", EventData.Account.class, "Account deleted"),
  ACCOUNT_STATE_CHANGED(
      "account.state-changed", EventData.StateChange.class, "Account state changed"),
  ACCOUNT_SIGNED_IN("account.signed-in", EventData.SignIn.class, "Account signed in"),
  /** An administrator came back from the provider's consent page. */
  CONSENT_ANSWERED("consent.answered", EventData.Consent.class, "Administrator answered"),
  MESSAGE_QUEUED("message.queued", EventData.Message.class, "Message accepted"),
  MESSAGE_SENT("message.sent", EventData.Message.class, "Message sent"),
  /** Something temporary; it is tried again by itself. */
  MESSAGE_DEFERRED("message.deferred", EventData.Message.class, "Message deferred"),
  /** The account is at fault; the message leaves when the account works again. */
  MESSAGE_HELD("message.held", EventData.Message.class, "Message held"),
  /** A held, deferred or unknown message gets another try. */
  MESSAGE_RELEASED("message.released", EventData.Message.class, "Message released"),
  /** The message is at fault, or its time is over. */
  MESSAGE_FAILED("message.failed", EventData.Message.class, "Message failed"),
  MESSAGE_CANCELLED("message.cancelled", EventData.Message.class, "Message cancelled"),
  /** It was handed over and the answer got lost: a person decides. */
  MESSAGE_UNKNOWN("message.unknown", EventData.Message.class, "Message in doubt"),
  /** A report came back: the message did not reach a recipient, or not yet. */
  MESSAGE_BOUNCED("message.bounced", EventData.Delivery.class, "Message bounced"),
  /** A report came back: the message reached a recipient. */
  MESSAGE_DELIVERED("message.delivered", EventData.Delivery.class, "Message delivered"),
  MAIL_RECEIVED("mail.received", EventData.Mail.class, "Mail received"),
  /** Other flags, such as read or answered. */
  MAIL_CHANGED("mail.changed", EventData.Mail.class, "Mail changed"),
  /** To another watched folder. */
  MAIL_MOVED("mail.moved", EventData.Mail.class, "Mail moved"),
  MAIL_DELETED("mail.deleted", EventData.Mail.class, "Mail deleted"),
  /** A message that the server cannot deliver, or that nobody can read. */
  MAIL_UNREADABLE("mail.unreadable", EventData.Mail.class, "Mail unreadable"),
  /** Somebody was asked by a link to sign in for an account, or was reminded. */
  MIGRATION_INVITED("migration.invited", EventData.Migration.class, "Person invited"),
  MIGRATION_INVITATION_REVOKED(
      "migration.invitation-revoked", EventData.Migration.class, "Invitation revoked"),
  /** An account went from its password to OAuth. */
  MIGRATION_CONVERTED("migration.converted", EventData.Migration.class, "Account converted"),
  MIGRATION_WENT_BACK("migration.went-back", EventData.Migration.class, "Account went back"),
  /** The time to go back is over. */
  MIGRATION_PASSWORD_ERASED(
      "migration.password-erased", EventData.Migration.class, "Password erased"),
  MIGRATION_BROUGHT_BACK(
      "migration.brought-back", EventData.Migration.class, "Account brought back"),
  MIGRATION_IMPORTED("migration.imported", EventData.Migration.class, "Plan imported"),
  MIGRATION_DELEGATED("migration.delegated", EventData.Migration.class, "Plan delegated"),
  MIGRATION_DELEGATION_ENDED(
      "migration.delegation-ended", EventData.Migration.class, "Delegation ended"),
  /** An endpoint failed for too long, or asked to be left alone. */
  WEBHOOK_DISABLED("webhook.disabled", EventData.Webhook.class, "Webhook disabled");

  private final String apiName;
  private final Class<? extends EventData> data;
  private final String label;

  EventType(String apiName, Class<? extends EventData> data, String label) {
    this.apiName = apiName;
    this.data = data;
    this.label = label;
  }

  /** As it stands in the API and in the database. */
  @JsonValue
  public String apiName() {
    return apiName;
  }

  /** As a person reads it. */
  public String label() {
    return Labels.of(Language.ofReader(), "event." + apiName, label);
  }

  /** What an event of this type says in its {@code data}. */
  public Class<? extends EventData> data() {
    return data;
  }

  /** The reverse of {@link #apiName()}. */
  public static Optional<EventType> named(String apiName) {
    return Arrays.stream(values()).filter(type -> type.apiName.equals(apiName)).findFirst();
  }

  /**
   * The types that a filter means: one by its name, or a whole group such as {@code message.*};
   * empty where there is no such type.
   */
  static List<EventType> meantBy(String pattern) {
    return Arrays.stream(values())
        .filter(type ->
            pattern.endsWith(".*")
                ? type.apiName.startsWith(pattern.substring(0, pattern.length() - 1))
                : type.apiName.equals(pattern))
        .toList();
  }
}
