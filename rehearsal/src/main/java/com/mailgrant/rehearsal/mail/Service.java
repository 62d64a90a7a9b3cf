package com.mailgrant.rehearsal.mail;

import com.mailgrant.rehearsal.directory.Person.Home;
import com.mailgrant.rehearsal.mail.AccessTokens.Presented;
import java.util.Set;

/** Whose servers are played. */
public enum Service {
  /** Exchange Online, for work accounts and for Outlook.com. */
  MICROSOFT,
  /** Gmail. */
  GOOGLE;

  private static final Set<String> EXCHANGE_RESOURCES =
      Set.of("https://outlook.office.com", "https://outlook.office365.com");

  private static final String GMAIL_SCOPE = "https://mail.google.com/";

  boolean isHomeOf(Home home) {
    return switch (home) {
      case MICROSOFT_365, OUTLOOK_COM -> this == MICROSOFT;
      case GMAIL -> this == GOOGLE;
    };
  }

  /** Whether the token was issued for these servers and this protocol. */
  boolean accepts(Presented token, Protocol protocol) {
    return switch (this) {
      case MICROSOFT ->
          EXCHANGE_RESOURCES.contains(token.audience().replaceFirst("/$", ""))
              && token.scopes().contains(protocol.scope());
      case GOOGLE -> token.scopes().contains(GMAIL_SCOPE);
    };
  }
}
