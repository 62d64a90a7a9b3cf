package com.mailgrant.inbox;

import com.mailgrant.mail.FolderName;
import com.mailgrant.mail.UidSet;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a message is: a UID means something only together with folder and UIDVALIDITY (RFC 9051
 * 2.3.1.1). Its text form is what the API calls the id of a message.
 */
public record MessageRef(FolderName folder, long uidValidity, long uid) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,10})\\.(\\d{1,10})\\.(.+)");

  /** The reverse of {@link #toString}; empty where the text is no id. */
  public static Optional<MessageRef> parse(String text) {
    try {
      var plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      var form = FORM.matcher(plain);
      if (!form.matches()) {
        return Optional.empty();
      }
      var ref =
          new MessageRef(
              new FolderName(form.group(3)),
              Long.parseLong(form.group(1)),
              Long.parseLong(form.group(2)));
      return isNumber(ref.uidValidity()) && isNumber(ref.uid())
          ? Optional.of(ref)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** RFC 9051 9, nz-number: 32 bits, without zero. */
  private static boolean isNumber(long value) {
    return value >= 1 && value <= UidSet.LAST;
  }

  @Override
  public String toString() {
    var plain = uidValidity + "." + uid + "." + folder.raw();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.getBytes(StandardCharsets.UTF_8));
  }
}
