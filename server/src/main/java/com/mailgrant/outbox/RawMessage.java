package com.mailgrant.outbox;

import com.mailgrant.account.EmailAddress;
import com.mailgrant.platform.InvalidInput;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A whole message that an application wrote itself. Its body stays as it is, to the octet, but for
 * line ends; of its header only what may not leave is taken out.
 */
final class RawMessage {
  private static final Pattern FIELD = Pattern.compile("([!-9;-~]{1,77})[ \t]*:(?s:.*)");

  /** What is ours to say. */
  private static final Set<String> TAKEN_OUT =
      Set.of("message-id", "return-path", "received", "delivered-to");

  private static final List<String> RECIPIENTS = List.of("To", "Cc", "Bcc");
  private static final int LONGEST_LINE = 998;

  private final List<String> fields;
  private final byte[] body;

  private RawMessage(List<String> fields, byte[] body) {
    this.fields = fields;
    this.body = body;
  }

  /**
   * @throws InvalidInput when it is no message
   */
  static RawMessage read(String base64) {
    byte[] octets;
    try {
      octets = Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw wrong("wrong.outbox.raw-base64");
    }
    if (octets.length == 0) {
      throw wrong("wrong.outbox.raw-empty");
    }
    var message = withLineEnds(octets);
    int end = headerEnd(message);
    var header = new String(message, 0, end, StandardCharsets.ISO_8859_1);
    var fields = new ArrayList<String>();
    for (var line : header.split("\r\n", -1)) {
      if (line.isEmpty()) {
        continue;
      }
      if (!fields.isEmpty() && (line.startsWith(" ") || line.startsWith("\t"))) {
        fields.set(fields.size() - 1, fields.getLast() + "\r\n" + line);
      } else {
        fields.add(line);
      }
    }
    for (var field : fields) {
      if (!FIELD.matcher(field).matches()) {
        throw wrong("wrong.outbox.raw-header");
      }
    }
    return new RawMessage(fields, Arrays.copyOfRange(message, end, message.length));
  }

  /**
   * Whose message it is. Programs differ in which field they show where there are several, and
   * blocks of Resent fields say that somebody else has sent it.
   */
  String author() {
    if (fields.stream().anyMatch(field -> name(field).startsWith("resent-"))) {
      throw wrong("wrong.outbox.raw-resent");
    }
    if (values("Reply-To").size() > 1) {
      throw wrong("wrong.outbox.raw-once", "Reply-To");
    }
    var fields = values("From");
    var from = addresses("From");
    if (fields.size() != 1 || from.size() != 1 || isGrouped(fields.getFirst())) {
      throw wrong("wrong.outbox.raw-from");
    }
    return from.getFirst().getAddress();
  }

  /**
   * Whether Sender is one of these, or nobody.
   *
   * @param addresses in lower case
   */
  boolean isSenderOneOf(Set<String> addresses) {
    var senders = values("Sender");
    try {
      if (senders.size() != 1) {
        return senders.isEmpty();
      }
      var named = InternetAddress.parseHeader(senders.getFirst(), true);
      return named.length == 1
          && addresses.contains(named[0].getAddress().toLowerCase(Locale.ROOT));
    } catch (AddressException e) {
      return false;
    }
  }

  /** Which RFC 6854 allows in From, and many servers do not. */
  private static boolean isGrouped(String field) {
    try {
      return Arrays.stream(InternetAddress.parseHeader(field, true))
          .anyMatch(InternetAddress::isGroup);
    } catch (AddressException e) {
      return false;
    }
  }

  /** The addresses in one field, all its occurrences, with the members of groups. */
  List<InternetAddress> addresses(String name) {
    var found = new ArrayList<InternetAddress>();
    for (var value : values(name)) {
      try {
        found.addAll(Addressees.named(value, true));
      } catch (AddressException e) {
        throw wrong("wrong.outbox.raw-no-address", name);
      }
    }
    for (var address : found) {
      if (EmailAddress.parse(String.valueOf(address.getAddress())).isEmpty()) {
        throw wrong("wrong.outbox.raw-address", name);
      }
    }
    return found;
  }

  /** Without folding; null where the field is missing. */
  @Nullable String first(String name) {
    var values = values(name);
    return values.isEmpty() ? null : values.getFirst();
  }

  /** Whether it says itself whom answers go to. */
  boolean hasReplyTo() {
    return values("Reply-To").stream().anyMatch(value -> !value.isEmpty());
  }

  /**
   * Takes all fields of a name out.
   *
   * @param name in lower case
   */
  void takeOut(String name) {
    fields.removeIf(field -> name(field).equals(name));
  }

  /** Takes its recipients out; returns the fields of these. */
  List<String> address(Addressees addressees) {
    var written = new ArrayList<String>();
    var all = List.of(addressees.to(), addressees.cc(), addressees.bcc());
    for (int i = 0; i < RECIPIENTS.size(); i++) {
      var name = RECIPIENTS.get(i);
      takeOut(name.toLowerCase(Locale.ROOT));
      if (!all.get(i).isEmpty()) {
        var addresses = all.get(i).toArray(InternetAddress[]::new);
        written.add(name + ": " + InternetAddress.toString(addresses, name.length() + 2));
      }
    }
    return written;
  }

  /** As it leaves, with these fields in front, which take the place of its own. */
  byte[] written(List<String> ours) {
    var replaced = ours.stream().map(RawMessage::name).collect(Collectors.toSet());
    var out = new ByteArrayOutputStream(body.length + 2_000);
    ours.forEach(field -> write(out, field));
    for (var field : fields) {
      var name = name(field);
      if (!TAKEN_OUT.contains(name)
          && !replaced.contains(name)
          && !name.startsWith(OwnHeaders.OURS)) {
        write(out, field);
      }
    }
    out.writeBytes(new byte[] {'\r', '\n'});
    out.writeBytes(body);
    return out.toByteArray();
  }

  private List<String> values(String name) {
    return fields.stream()
        .filter(field -> name(field).equals(name.toLowerCase(Locale.ROOT)))
        .map(field -> field.substring(field.indexOf(':') + 1).replace("\r\n", "").strip())
        .toList();
  }

  private static String name(String field) {
    return field.substring(0, field.indexOf(':')).strip().toLowerCase(Locale.ROOT);
  }

  private static void write(ByteArrayOutputStream out, String field) {
    out.writeBytes((field + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Where the header ends; the empty line is left out on both sides. */
  private static int headerEnd(byte[] message) {
    for (int i = 0; i + 3 < message.length; i++) {
      if (message[i] == '\r'
          && message[i + 1] == '\n'
          && message[i + 2] == '\r'
          && message[i + 3] == '\n') {
        return i + 4;
      }
    }
    return message.length;
  }

  private static byte[] withLineEnds(byte[] octets) {
    var out = new ByteArrayOutputStream(octets.length + 1_000);
    int length = 0;
    for (int i = 0; i < octets.length; i++) {
      byte octet = octets[i];
      if (octet == 0) {
        throw wrong("wrong.outbox.raw-zero");
      }
      if (octet == '\r' || octet == '\n') {
        if (octet == '\r' && i + 1 < octets.length && octets[i + 1] == '\n') {
          i++;
        }
        out.write('\r');
        out.write('\n');
        length = 0;
      } else {
        out.write(octet);
        if (++length > LONGEST_LINE) {
          throw wrong("wrong.outbox.raw-line");
        }
      }
    }
    return out.toByteArray();
  }

  private static InvalidInput wrong(String key, Object... values) {
    return new InvalidInput("raw", key, values);
  }
}
