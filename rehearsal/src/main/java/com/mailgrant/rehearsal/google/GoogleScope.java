package com.mailgrant.rehearsal.google;

import com.mailgrant.rehearsal.token.GoogleTokens;
import java.util.ArrayList;
import java.util.List;

/** What can be asked for, in plain words for the consent page (facts/microsoft365 12.1). */
record GoogleScope(String name, String title, String explanation) {
  private static final List<GoogleScope> ALL =
      List.of(
          new GoogleScope("openid", "Know who you are", "The application learns that it is you."),
          new GoogleScope("email", "See your email address", "The primary one."),
          new GoogleScope("profile", "See your name", "As you made it visible."),
          new GoogleScope(
              GoogleTokens.MAIL_SCOPE,
              "Read, compose, send and permanently delete all your email",
              "Through IMAP, POP3 and SMTP."));

  /**
   * @throws GoogleRefusal if one does not exist
   */
  static List<GoogleScope> parse(String text) {
    var scopes = new ArrayList<GoogleScope>();
    for (String word : text.strip().split("\\s+", -1)) {
      scopes.add(
          ALL.stream()
              .filter(scope -> scope.name.equals(word))
              .findFirst()
              .orElseThrow(() -> new GoogleRefusal(GoogleError.unknownScope(word))));
    }
    return scopes.stream().distinct().toList();
  }
}
