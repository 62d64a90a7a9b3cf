package com.mailgrant.rehearsal.control;

import com.mailgrant.rehearsal.fault.Fault;
import com.mailgrant.rehearsal.fault.Mishap;
import com.mailgrant.rehearsal.fault.ScriptedFault;

/** Under which heading of the control desk a fault stands. */
enum FaultGroup {
  CONSENT("Sign-in and consent"),
  APPLICATION("App registration"),
  TOKENS("Grants and tokens"),
  AUTHORITY("Identity provider"),
  EXCHANGE("Settings of the organization and the mailbox"),
  MAIL("Mail servers"),
  SENDING("Senders, recipients and messages"),
  PERSONAL("Only for Gina at Google and Olivia at Outlook.com");

  private final String title;

  FaultGroup(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  static FaultGroup of(Mishap mishap) {
    return switch (mishap) {
      case Fault fault -> of(fault);
      case ScriptedFault script -> ofTopic(script.topic());
    };
  }

  private static FaultGroup ofTopic(String topic) {
    return switch (topic) {
      case "sign-in" -> CONSENT;
      case "application" -> APPLICATION;
      case "tokens" -> TOKENS;
      case "mailbox" -> EXCHANGE;
      case "sending" -> SENDING;
      case "personal" -> PERSONAL;
      default -> throw new IllegalArgumentException("no heading for the faults of " + topic);
    };
  }

  private static FaultGroup of(Fault fault) {
    return switch (fault) {
      case CONSENT_WITHDRAWN,
          CONSENT_NEEDS_ADMINISTRATOR,
          CONSENT_REFUSED_TO_USERS,
          MULTI_FACTOR_REQUIRED,
          CONDITIONAL_ACCESS_BLOCKS ->
          CONSENT;
      case WRONG_CLIENT_SECRET,
          EXPIRED_CLIENT_SECRET,
          APPLICATION_UNKNOWN,
          APPLICATION_DISABLED,
          SINGLE_TENANT_APPLICATION,
          REDIRECT_URI_NOT_REGISTERED,
          SCOPE_UNKNOWN,
          CERTIFICATE_NOT_ACCEPTED ->
          APPLICATION;
      case WRONG_AUDIENCE,
          TWO_RESOURCES,
          REFRESH_TOKEN_UNUSED_90_DAYS,
          REFRESH_TOKEN_REVOKED,
          SMTP_SCOPE_NOT_GRANTED,
          NO_REFRESH_TOKEN,
          NO_IDENTITY_TOKEN,
          GRANT_ENDED ->
          TOKENS;
      case AUTHORITY_DOWN,
          AUTHORITY_SLOW,
          AUTHORITY_THROTTLED,
          AUTHORITY_UNAVAILABLE,
          AUTHORITY_HTML,
          AUTHORITY_GARBAGE,
          CLOCK_TEN_MINUTES_OFF ->
          AUTHORITY;
      case SMTP_AUTH_OFF_FOR_ORGANIZATION,
          SMTP_AUTH_OFF_FOR_MAILBOX,
          IMAP_OFF_FOR_MAILBOX,
          SHARED_SMTP_SIGN_IN_REFUSED,
          SEND_AS_DENIED,
          SENT_FOLDER_RENAMED ->
          EXCHANGE;
      case AUTHENTICATED_NOT_CONNECTED,
          NOT_AUTHENTICATED_AT_MAIL,
          ACCESS_TOKEN_EXPIRES_IN_SESSION,
          MAIL_SERVER_DOWN,
          MAIL_SERVER_SLOW,
          MAIL_SERVER_BUSY,
          TOO_MANY_CONNECTIONS,
          SENDING_QUOTA_USED_UP,
          NO_OAUTH_OFFERED,
          GARBLED_GREETING,
          RECIPIENT_REFUSED,
          SMTP_REFUSES_TOKEN,
          CONNECTION_LOST_AFTER_DATA ->
          MAIL;
    };
  }
}
