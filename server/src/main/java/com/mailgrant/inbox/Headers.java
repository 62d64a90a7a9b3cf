package com.mailgrant.inbox;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Header fields as people read them; whatever is malformed is shown as it stands and breaks
 * nothing. No field is longer than {@link #LONGEST} here, and no list than {@link #MOST}.
 */
public final class Headers {
  /** RFC 5322 2.1.1 allows 998 a line; a subject that runs on for longer says nothing more. */
  static final int LONGEST = 2_000;

  /** Addresses or ids of one field. */
  static final int MOST = 200;

  private static final int MOST_OCTETS = 1 << 20;

  /**
   * Of one field that is parsed: room for {@link #MOST} addresses with long names. What the library
   * does with folded lines takes time that grows with the square of their number.
   */
  private static final int MOST_PARSED = 1 << 16;

  private static final Pattern ID = Pattern.compile("<[^<>\\s\\p{Cntrl}]{1,400}>");

  /**
   * Atoms of RFC 5322 3.2.3 with spaces between, with the letters that RFC 6532 adds. Without a
   * group: Java repeats those by recursion, and a name may have thousands of words.
   */
  private static final Pattern ATOMS = Pattern.compile("[\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~ -]+");

  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\x{FFFE}\\x{FFFF}]+");

  private final InternetHeaders headers;

  /** Reads a header, or some fields of one. */
  public Headers(byte[] fields) {
    this(new ByteArrayInputStream(fields));
  }

  /** Reads up to the first empty line, or as much as is reasonable. */
  Headers(InputStream message) {
    InternetHeaders read;
    try {
      var beginning = message.readNBytes(MOST_OCTETS);
      read = new InternetHeaders(new ByteArrayInputStream(beginning), true);
    } catch (MessagingException | IOException e) {
      read = new InternetHeaders();
    }
    headers = read;
  }

  /** The first field of this name as it stands; null where there is none. */
  public @Nullable String first(String name) {
    var values = headers.getHeader(name);
    return values == null || values.length == 0 ? null : shown(values[0]);
  }

  /** For people; empty where there is none. */
  public String text(String name) {
    var values = headers.getHeader(name);
    return values == null || values.length == 0 ? "" : shown(decoded(values[0]));
  }

  /** The addresses in all fields of this name, with their names. */
  public List<String> addresses(String name) {
    var values = headers.getHeader(name);
    if (values == null) {
      return List.of();
    }
    var found = new ArrayList<String>();
    for (var value : values) {
      addresses(value, found);
    }
    return List.copyOf(found.subList(0, Math.min(MOST, found.size())));
  }

  private static void addresses(String value, List<String> into) {
    try {
      Arrays.stream(InternetAddress.parseHeader(beginning(value), false))
          .limit(MOST)
          .map(Headers::written)
          .map(Headers::shown)
          .forEach(into::add);
    } catch (MessagingException e) {
      into.add(shown(decoded(value)));
    }
  }

  /** Without quotes where none are needed; letters of all languages need none (RFC 6532 3.2). */
  private static String written(InternetAddress address) {
    var name = address.getPersonal();
    return name != null && ATOMS.matcher(name).matches()
        ? name + " <" + address.getAddress() + ">"
        : address.toUnicodeString();
  }

  /** What looks like Message-IDs in these fields, the first field first, each once. */
  List<String> ids(String... names) {
    var found = new LinkedHashSet<String>();
    for (var name : names) {
      var values = headers.getHeader(name);
      if (values != null) {
        for (var value : values) {
          ID.matcher(value).results().limit(MOST).forEach(id -> found.add(id.group()));
        }
      }
    }
    return List.copyOf(found);
  }

  /** Whether this can be searched for. */
  static boolean isId(@Nullable String text) {
    return text != null && ID.matcher(text).matches();
  }

  static String decoded(String value) {
    try {
      return MimeUtility.decodeText(MimeUtility.unfold(beginning(value)));
    } catch (UnsupportedEncodingException e) {
      return value;
    }
  }

  /** Where it is cut, no address is cut in two. */
  private static String beginning(String value) {
    if (value.length() <= MOST_PARSED) {
      return value;
    }
    int comma = value.lastIndexOf(',', MOST_PARSED);
    return value.substring(0, comma > 0 ? comma : MOST_PARSED);
  }

  /** On one line, of a length that a page can bear. */
  static String shown(String text) {
    var line = UNPRINTABLE.matcher(text).replaceAll(" ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
