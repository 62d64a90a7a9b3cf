package com.mailgrant.provider;

import com.fasterxml.jackson.annotation.JsonValue;
import com.mailgrant.platform.Labels;
import com.mailgrant.platform.Language;
import java.util.Optional;

/** Who files the copy of a sent message in the Sent folder (facts/diagnosis D44). */
public enum SentCopy {
  /** The provider does it on submission; a second copy would be a duplicate. */
  PROVIDER_FILES_IT("provider-files-it", "The provider files it"),
  /** Mailgrant appends it, after making sure that no copy with this Message-ID is there yet. */
  MAILGRANT_APPENDS("mailgrant-appends", "Mailgrant appends it"),
  /** Nobody. */
  NO_COPY("no-copy", "No copy");

  private final String apiName;
  private final String label;

  SentCopy(String apiName, String label) {
    this.apiName = apiName;
    this.label = label;
  }

  @JsonValue
  public String apiName() {
    return apiName;
  }

  public String label() {
    return Labels.of(Language.ofReader(), "sent-copy." + apiName, label);
  }

  /** The reverse of {@link #apiName()}. */
  public static Optional<SentCopy> named(String apiName) {
    for (var copy : values()) {
      if (copy.apiName.equals(apiName)) {
        return Optional.of(copy);
      }
    }
    return Optional.empty();
  }
}
