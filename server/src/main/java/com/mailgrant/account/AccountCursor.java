package com.mailgrant.account;

import com.mailgrant.platform.InvalidInput;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The last account of a page, by which the next one goes on: name and id, since names change. */
record AccountCursor(String name, UUID id) {
  static AccountCursor after(MailAccount account) {
    return new AccountCursor(account.accountName(), account.id().value());
  }

  /** Empty for the first page. */
  static Optional<AccountCursor> parse(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return Optional.empty();
    }
    try {
      var plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      int space = plain.indexOf(' ');
      return Optional.of(
          new AccountCursor(
              plain.substring(space + 1), UUID.fromString(plain.substring(0, Math.max(0, space)))));
    } catch (IllegalArgumentException e) {
      throw new InvalidInput("cursor", "wrong.api.cursor");
    }
  }

  @Override
  public String toString() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((id + " " + name).getBytes(StandardCharsets.UTF_8));
  }
}
