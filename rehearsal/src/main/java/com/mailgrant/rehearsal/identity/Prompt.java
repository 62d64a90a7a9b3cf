package com.mailgrant.rehearsal.identity;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the client wants the person to be asked (facts/microsoft365 1.3). */
enum Prompt {
  /** Whatever is open. */
  ORDINARY,
  LOGIN,
  NONE,
  CONSENT,
  SELECT_ACCOUNT;

  /**
   * @throws Refusal for a value that does not exist
   */
  static Prompt of(@Nullable String value) {
    if (value == null || value.isBlank()) {
      return ORDINARY;
    }
    return switch (value.strip().toLowerCase(Locale.ROOT)) {
      case "login" -> LOGIN;
      case "none" -> NONE;
      case "consent" -> CONSENT;
      case "select_account" -> SELECT_ACCOUNT;
      default -> throw new Refusal(EntraErrors.unsupportedValue("prompt", value), "*");
    };
  }
}
