package com.mailgrant.login;

import com.mailgrant.diagnosis.ProviderTrace;
import com.mailgrant.platform.Secret;
import com.mailgrant.provider.ErrorNumbers;
import com.mailgrant.provider.TokenError;
import org.jspecify.annotations.Nullable;

/** What a browser brought back (RFC 6749 4.1.2). Everything in it may be forged. */
record BrowserReturn(@Nullable Secret state, @Nullable Secret code, @Nullable TokenError error) {
  private static final int LONGEST_STATE = 200;
  private static final int LONGEST_CODE = 8_000;
  private static final int LONGEST_TEXT = 2_000;

  static BrowserReturn of(
      @Nullable String state,
      @Nullable String code,
      @Nullable String error,
      @Nullable String description) {
    return new BrowserReturn(
        state == null || state.isBlank() || state.length() > LONGEST_STATE
            ? null
            : new Secret(state),
        code == null || code.isBlank() || code.length() > LONGEST_CODE ? null : new Secret(code),
        error == null || error.isBlank() ? null : error(error, description));
  }

  private static TokenError error(String error, @Nullable String description) {
    var words = bounded(description == null ? "" : description);
    return new TokenError(
        bounded(error), words, null, ErrorNumbers.in(words), 0, ProviderTrace.NONE);
  }

  private static String bounded(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
  }
}
