package com.mailgrant.provider;

import com.fasterxml.jackson.annotation.JsonValue;
import com.mailgrant.platform.Labels;
import com.mailgrant.platform.Language;
import java.util.Optional;

/**
 * The part that a folder plays. The first four are those of the help page; the others are optional.
 */
public enum FolderRole {
  INBOX("inbox", "Inbox"),
  SENT("sent", "Sent"),
  DRAFT("draft", "Draft"),
  DELETED("deleted", "Deleted"),
  ARCHIVE("archive", "Archive"),
  JUNK("junk", "Junk");

  private final String apiName;
  private final String label;

  FolderRole(String apiName, String label) {
    this.apiName = apiName;
    this.label = label;
  }

  @JsonValue
  public String apiName() {
    return apiName;
  }

  public String label() {
    return Labels.of(Language.ofReader(), "folder-role." + apiName, label);
  }

  /** The reverse of {@link #apiName()}. */
  public static Optional<FolderRole> named(String apiName) {
    for (var role : values()) {
      if (role.apiName.equals(apiName)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }
}
