package com.mailgrant.rehearsal.fault;

import java.util.Locale;

/**
 * A switchable fault. Control page and API use the names in kebab case.
 *
 * <p>Each names the diagnosis that Mailgrant is expected to reach (its catalogue's code), so that a
 * reader of the control page knows what to look for.
 */
public enum Fault implements Mishap {
  SMTP_AUTH_OFF_FOR_ORGANIZATION("D01", "SMTP AUTH is switched off for the organization"),
  SMTP_AUTH_OFF_FOR_MAILBOX("D02", "SMTP AUTH is switched off for the mailbox"),
  WRONG_AUDIENCE("D04", "Access tokens are issued for Graph instead of for the mail servers"),
  TWO_RESOURCES("D05", "Token requests are refused as naming two resources"),
  CONSENT_WITHDRAWN("D07", "The consent of the person was withdrawn"),
  CONSENT_NEEDS_ADMINISTRATOR("D08", "Users may not consent; the sign-in ends on a dead-end page"),
  CONSENT_REFUSED_TO_USERS("D08", "Users may not consent; the browser comes back with the error"),
  AUTHENTICATED_NOT_CONNECTED("D12", "IMAP accepts the token and then does not open the mailbox"),
  SHARED_SMTP_SIGN_IN_REFUSED("D13", "SMTP refuses to sign in with the shared mailbox's name"),
  SEND_AS_DENIED("D14", "The mailbox may not send as the sender's address"),
  NOT_AUTHENTICATED_AT_MAIL("D15", "SMTP claims at MAIL FROM that nobody signed in"),
  REFRESH_TOKEN_UNUSED_90_DAYS("D16", "The refresh token was not used for 90 days"),
  REFRESH_TOKEN_REVOKED("D18", "The password was reset and the refresh token revoked"),
  MULTI_FACTOR_REQUIRED("D19", "A new rule asks for multi-factor authentication"),
  CONDITIONAL_ACCESS_BLOCKS("D74", "Conditional Access blocks this server"),
  WRONG_CLIENT_SECRET("D20", "The client secret counts as wrong"),
  EXPIRED_CLIENT_SECRET("D21", "The client secret has expired"),
  APPLICATION_UNKNOWN("D22", "The application is unknown in the tenant"),
  APPLICATION_DISABLED("D89", "The application was disabled in the tenant"),
  SINGLE_TENANT_APPLICATION("D23", "The application is used outside its one tenant"),
  REDIRECT_URI_NOT_REGISTERED("D24", "The redirect URI is not registered; dead-end page"),
  SCOPE_UNKNOWN("D25", "A scope does not exist on the resource"),
  SMTP_SCOPE_NOT_GRANTED("D25", "The token comes without SMTP.Send"),
  NO_REFRESH_TOKEN("D26", "The token answer has no refresh token"),
  NO_IDENTITY_TOKEN("D28", "The token answer has no identity token"),
  ACCESS_TOKEN_EXPIRES_IN_SESSION("D31", "IMAP ends the session because the token ran out"),
  AUTHORITY_DOWN("D33", "The identity provider closes every connection without a word"),
  AUTHORITY_SLOW("D33", "The identity provider answers a token request after 90 seconds"),
  MAIL_SERVER_DOWN("D34", "The mail servers close every connection without a word"),
  MAIL_SERVER_SLOW("D34", "The mail servers wait 90 seconds before they greet"),
  IMAP_OFF_FOR_MAILBOX("D35", "IMAP and POP3 are switched off for the mailbox"),
  MAIL_SERVER_BUSY("D37", "The mail servers answer that they are busy"),
  TOO_MANY_CONNECTIONS("D38", "SMTP refuses for too many connections at once"),
  SENDING_QUOTA_USED_UP("D39", "The mailbox has used up its daily recipients"),
  AUTHORITY_THROTTLED("D40", "The identity provider answers 429 with Retry-After"),
  SENT_FOLDER_RENAMED("D42", "Somebody renamed the Sent folder"),
  AUTHORITY_UNAVAILABLE("D51", "The identity provider answers 503"),
  AUTHORITY_HTML("D97", "A proxy's HTML page comes instead of the token answer"),
  AUTHORITY_GARBAGE("D97", "The token answer is cut off in the middle"),
  NO_OAUTH_OFFERED("D54", "The mail servers offer passwords only"),
  GARBLED_GREETING("D55", "Something that is no mail server answers at the mail ports"),
  RECIPIENT_REFUSED("D108", "SMTP refuses every recipient"),
  CERTIFICATE_NOT_ACCEPTED("D60", "The application's certificate is not accepted"),
  GRANT_ENDED("D61", "The grant ended, and the authority gives no number"),
  CLOCK_TEN_MINUTES_OFF("D62", "The clock of the identity provider is ten minutes ahead"),
  SMTP_REFUSES_TOKEN("D63", "SMTP refuses a token that IMAP takes"),
  CONNECTION_LOST_AFTER_DATA("D65", "SMTP hangs up after the message without an answer");

  private final String diagnosis;
  private final String description;

  Fault(String diagnosis, String description) {
    this.diagnosis = diagnosis;
    this.description = description;
  }

  @Override
  public String diagnosis() {
    return diagnosis;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public String kebab() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
