package com.mailgrant.platform;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.springframework.context.i18n.LocaleContextHolder;

/**
 * A language in which Mailgrant explains itself. Another one needs a constant here and a
 * translation beside each file that has one.
 */
public enum Language {
  /** The original of every text, and what programs, logs and background work get. */
  ENGLISH(Locale.ENGLISH),
  GERMAN(Locale.GERMAN);

  private final Locale locale;

  Language(Locale locale) {
    this.locale = locale;
  }

  /** As in HTTP headers and in the HTML attribute {@code lang} (RFC 5646). */
  @JsonValue
  public String tag() {
    return locale.toLanguageTag();
  }

  /** The one with this tag. */
  public static Optional<Language> tagged(String tag) {
    return Arrays.stream(values()).filter(language -> language.tag().equals(tag)).findFirst();
  }

  /** How its speakers call it. */
  public String ownName() {
    return locale.getDisplayLanguage(locale);
  }

  Locale locale() {
    return locale;
  }

  /** What a file's name has before its ending: nothing for the original, else {@code _de}. */
  public String suffix() {
    return this == ENGLISH ? "" : "_" + tag();
  }

  /**
   * The language of whoever sent the request that this thread answers, by its Accept-Language
   * header; English where there is no request.
   */
  public static Language ofReader() {
    var context = LocaleContextHolder.getLocaleContext();
    var wanted = context == null ? null : context.getLocale();
    if (wanted != null) {
      for (var language : values()) {
        if (language.locale.getLanguage().equals(wanted.getLanguage())) {
          return language;
        }
      }
    }
    return ENGLISH;
  }
}
