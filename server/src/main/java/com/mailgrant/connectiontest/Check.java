package com.mailgrant.connectiontest;

import com.fasterxml.jackson.annotation.JsonValue;
import com.mailgrant.platform.Labels;
import com.mailgrant.platform.Language;

/** One step of Test Connection, in order. */
public enum Check {
  CONFIGURATION("configuration", "Settings are complete"),
  AUTHORITY("authority", "The sign-in service answers"),
  TOKEN("token", "A new access token is issued"),
  TOKEN_CLAIMS("token-claims", "The token is for this mailbox service and this person"),
  IMAP_CONNECT("imap-connect", "Connect to IMAP securely"),
  IMAP_AUTHENTICATE("imap-authenticate", "Sign in to IMAP"),
  IMAP_INBOX("imap-inbox", "Open the Inbox"),
  IMAP_FOLDERS("imap-folders", "List the folders"),
  SMTP_CONNECT("smtp-connect", "Connect to SMTP securely"),
  SMTP_AUTHENTICATE("smtp-authenticate", "Sign in to SMTP"),
  SMTP_ENVELOPE("smtp-envelope", "Sender and recipient are accepted (nothing is sent)"),
  REPORT("report", "The report is stored");

  private final String apiName;
  private final String label;

  Check(String apiName, String label) {
    this.apiName = apiName;
    this.label = label;
  }

  /** As it stands in the API and in the database. */
  @JsonValue
  public String apiName() {
    return apiName;
  }

  /** As a person reads it in this language. */
  public String label(Language language) {
    return Labels.of(language, "check." + apiName, label);
  }

  /** Which part of the way it belongs to; a part can be tested again by itself. */
  Part part() {
    return switch (this) {
      case CONFIGURATION, AUTHORITY, TOKEN, TOKEN_CLAIMS -> Part.SIGN_IN;
      case IMAP_CONNECT, IMAP_AUTHENTICATE, IMAP_INBOX, IMAP_FOLDERS -> Part.READING;
      case SMTP_CONNECT, SMTP_AUTHENTICATE, SMTP_ENVELOPE -> Part.SENDING;
      case REPORT -> Part.END;
    };
  }

  /** A part of the way. */
  enum Part {
    SIGN_IN,
    READING,
    SENDING,
    END
  }

  /** The reverse of {@link #apiName()}. */
  static Check named(String apiName) {
    for (var check : values()) {
      if (check.apiName.equals(apiName)) {
        return check;
      }
    }
    throw new IllegalArgumentException("no check is called '" + apiName + "'");
  }
}
