package com.mailgrant.rehearsal.mail.imap;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** How folder names travel (RFC 3501 5.1.3). */
final class ModifiedUtf7 {
  private ModifiedUtf7() {}

  static String encode(String name) {
    var encoded = new StringBuilder();
    for (int i = 0; i < name.length(); ) {
      char c = name.charAt(i);
      if (c == '&') {
        encoded.append("&-");
        i++;
      } else if (c >= ' ' && c < 0x7F) {
        encoded.append(c);
        i++;
      } else {
        int from = i;
        while (i < name.length() && (name.charAt(i) < ' ' || name.charAt(i) >= 0x7F)) {
          i++;
        }
        var octets = name.substring(from, i).getBytes(StandardCharsets.UTF_16BE);
        var base64 = Base64.getEncoder().withoutPadding().encodeToString(octets);
        encoded.append('&').append(base64.replace('/', ',')).append('-');
      }
    }
    return encoded.toString();
  }

  static String decode(String encoded) throws BadCommandException {
    var name = new StringBuilder();
    for (int i = 0; i < encoded.length(); ) {
      char c = encoded.charAt(i);
      if (c < ' ' || c >= 0x7F) {
        throw new BadCommandException("a folder name that is not in modified UTF-7");
      }
      if (c != '&') {
        name.append(c);
        i++;
        continue;
      }
      int end = encoded.indexOf('-', i);
      if (end < 0) {
        throw new BadCommandException("a shift without end in a folder name");
      }
      name.append(end == i + 1 ? "&" : shifted(encoded.substring(i + 1, end)));
      i = end + 1;
    }
    return name.toString();
  }

  private static String shifted(String base64) throws BadCommandException {
    try {
      var octets = Base64.getDecoder().decode(base64.replace(',', '/'));
      return StandardCharsets.UTF_16BE.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
    } catch (IllegalArgumentException | CharacterCodingException e) {
      throw new BadCommandException("a folder name with bad base64: " + e.getMessage());
    }
  }
}
