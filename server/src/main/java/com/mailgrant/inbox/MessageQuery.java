package com.mailgrant.inbox;

import com.mailgrant.platform.InvalidInput;
import org.jspecify.annotations.Nullable;

/**
 * What to list.
 *
 * @param folder readable name or role; null for the mapped Inbox, or for all mapped folders where a
 *     correspondent is given
 * @param correspondent part of an address or name in From, To or Cc; null for all
 * @param text in header or body; null for all
 * @param cursor of an earlier page; null for the first
 * @param limit messages of a page
 */
record MessageQuery(
    @Nullable String folder,
    @Nullable String correspondent,
    @Nullable String text,
    @Nullable String cursor,
    int limit) {
  static final int USUAL = 50;
  private static final int MOST = 200;
  private static final int LONGEST_TEXT = 500;

  MessageQuery {
    folder = blankToNull(folder);
    correspondent = searchable("correspondent", correspondent);
    text = searchable("q", text);
    cursor = blankToNull(cursor);
    if (limit < 1 || limit > MOST) {
      throw new InvalidInput("limit", "wrong.api.limit", MOST);
    }
  }

  private static @Nullable String searchable(String field, @Nullable String text) {
    var wanted = blankToNull(text);
    if (wanted != null
        && (wanted.length() > LONGEST_TEXT || wanted.chars().anyMatch(Character::isISOControl))) {
      throw new InvalidInput(field, "wrong.inbox.search", LONGEST_TEXT);
    }
    return wanted;
  }

  private static @Nullable String blankToNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }
}
