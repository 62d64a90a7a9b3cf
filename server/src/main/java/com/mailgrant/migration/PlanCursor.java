package com.mailgrant.migration;

import com.mailgrant.platform.InvalidInput;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The last line of a page, by which the next one goes on: name and id, since names change. */
record PlanCursor(String name, UUID id) {
  /** Of the first page; older programs begin with it. */
  private static final String FIRST = "0";

  static PlanCursor after(PlanEntry entry) {
    return new PlanCursor(entry.planned().accountName(), entry.id());
  }

  /** Null for the first page. */
  static @Nullable PlanCursor parse(@Nullable String text) {
    if (text == null || text.isBlank() || text.equals(FIRST)) {
      return null;
    }
    try {
      var plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      int space = plain.indexOf(' ');
      return new PlanCursor(
          plain.substring(space + 1), UUID.fromString(plain.substring(0, Math.max(0, space))));
    } catch (IllegalArgumentException e) {
      throw new InvalidInput("cursor", "wrong.migration.cursor");
    }
  }

  @Override
  public String toString() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((id + " " + name).getBytes(StandardCharsets.UTF_8));
  }
}
