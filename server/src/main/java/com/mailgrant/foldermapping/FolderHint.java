package com.mailgrant.foldermapping;

import com.fasterxml.jackson.annotation.JsonValue;
import com.mailgrant.provider.FolderRole;
import java.util.Locale;

/**
 * Which role a folder probably plays.
 *
 * @param source why we think so; an attribute of the server outranks a name (facts/diagnosis D43)
 */
public record FolderHint(FolderRole role, Source source) {
  /** Why a folder is suggested for a role, best reason first. */
  public enum Source {
    /** The server says so (RFC 6154), or it is INBOX (RFC 9051 5.1). */
    ATTRIBUTE,
    /** The provider is known to use this name. */
    NAME,
    /** The name sounds like it. */
    GUESS;

    /** As it stands in the API. */
    @JsonValue
    public String apiName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
