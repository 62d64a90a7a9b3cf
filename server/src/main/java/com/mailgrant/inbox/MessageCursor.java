package com.mailgrant.inbox;

import com.mailgrant.mail.FolderName;
import com.mailgrant.mail.UidSet;
import com.mailgrant.platform.InvalidInput;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How far a list was read: in each folder, messages with a UID below are still to come. New mail
 * has higher UIDs (RFC 9051 2.3.1.1), so it moves no later page.
 */
record MessageCursor(Map<FolderName, Place> places) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,10})\\.(\\d{1,10})\\.(.+)");
  private static final int LONGEST = 8_000;

  MessageCursor {
    places = Map.copyOf(places);
  }

  /**
   * @param below 1 when the folder is read to its end
   */
  record Place(long uidValidity, long below) {}

  static final MessageCursor START = new MessageCursor(Map.of());

  static MessageCursor parse(@Nullable String text) {
    if (text == null) {
      return START;
    }
    var places = new LinkedHashMap<FolderName, Place>();
    try {
      if (text.length() > LONGEST) {
        throw new IllegalArgumentException("longer than any of ours");
      }
      var plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      for (var line : plain.split("\n", -1)) {
        var form = FORM.matcher(line);
        if (!form.matches()) {
          throw new IllegalArgumentException("no place");
        }
        places.put(
            new FolderName(form.group(3)),
            new Place(Long.parseLong(form.group(1)), Long.parseLong(form.group(2))));
      }
      return new MessageCursor(places);
    } catch (IllegalArgumentException e) {
      throw new InvalidInput("cursor", "wrong.api.cursor");
    }
  }

  /**
   * The UID below which to go on.
   *
   * @throws InvalidInput when the folder was made anew since
   */
  long below(FolderName folder, long uidValidity) {
    var place = places.get(folder);
    if (place == null) {
      return UidSet.LAST + 1;
    }
    if (place.uidValidity() != uidValidity) {
      throw new InvalidInput("cursor", "wrong.inbox.folder-anew", folder.decoded());
    }
    return place.below();
  }

  @Override
  public String toString() {
    var plain =
        places.entrySet().stream()
            .map(place ->
                place.getValue().uidValidity()
                    + "."
                    + place.getValue().below()
                    + "."
                    + place.getKey().raw())
            .sorted()
            .collect(Collectors.joining("\n"));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.getBytes(StandardCharsets.UTF_8));
  }
}
