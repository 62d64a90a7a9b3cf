package com.mailgrant.provider;

import com.mailgrant.platform.Labels;
import com.mailgrant.platform.Language;

/**
 * One thing that a sign-in asks for.
 *
 * @param scope as requested from the provider, fully qualified
 * @param words what it allows, for the person who is asked
 * @param reason why Mailgrant needs it
 */
public record Permission(String scope, String words, String reason) {
  /**
   * In the reader's language.
   *
   * @param key of the translations
   */
  public static Permission of(String scope, String key, String words, String reason) {
    var language = Language.ofReader();
    return new Permission(
        scope,
        Labels.of(language, "permission." + key, words),
        Labels.of(language, "permission-reason." + key, reason));
  }
}
