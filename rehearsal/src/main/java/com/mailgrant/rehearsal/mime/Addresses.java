package com.mailgrant.rehearsal.mime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Address lists of header fields (RFC 5322 3.4), leniently. */
public final class Addresses {
  private static final int MOST = 10_000;

  /**
   * One address, or the begin or end of a group.
   *
   * @param name display name, still encoded; null where there is none
   * @param local part before the at sign; of a group its name; null at the end of a group
   * @param domain part behind the at sign; null for begin and end of a group
   */
  public record Address(@Nullable String name, @Nullable String local, @Nullable String domain) {
    /** {@code local@domain}, or nothing for the marks of a group. */
    public Optional<String> email() {
      return local == null || domain == null || domain.isEmpty()
          ? Optional.empty()
          : Optional.of(local + "@" + domain);
    }
  }

  private final String text;
  private int at;

  private Addresses(String text) {
    this.text = text;
  }

  /** Everything that can be made out in the value of a field. */
  public static List<Address> parse(String value) {
    return new Addresses(value).list();
  }

  private List<Address> list() {
    var found = new ArrayList<Address>();
    var words = new StringBuilder();
    boolean inGroup = false;
    while (at < text.length() && found.size() < MOST) {
      char c = text.charAt(at);
      switch (c) {
        case '(' -> comment();
        case '"' -> words.append(quoted());
        case '<' -> {
          found.add(address(words.toString(), angle()));
          words.setLength(0);
        }
        case ':' -> {
          found.add(new Address(null, unquoted(words.toString()), null));
          words.setLength(0);
          inGroup = true;
          at++;
        }
        case ',', ';' -> {
          bare(words, found);
          if (c == ';' && inGroup) {
            found.add(new Address(null, null, null));
            inGroup = false;
          }
          at++;
        }
        default -> {
          words.append(c);
          at++;
        }
      }
    }
    bare(words, found);
    return found;
  }

  private static void bare(StringBuilder words, List<Address> found) {
    var text = words.toString().strip();
    words.setLength(0);
    if (!text.isEmpty()) {
      found.add(address("", text));
    }
  }

  private static Address address(String name, String email) {
    var address = email.strip();
    int sign = address.lastIndexOf('@');
    var display = unquoted(name);
    return new Address(
        display.isEmpty() ? null : display,
        unquoted(sign < 0 ? address : address.substring(0, sign)),
        sign < 0 ? "" : address.substring(sign + 1));
  }

  private String angle() {
    int close = text.indexOf('>', at);
    int end = close < 0 ? text.length() : close;
    var inside = text.substring(at + 1, end);
    at = Math.min(end + 1, text.length());
    // A source route, obsolete since RFC 2822: <@a,@b:user@host>.
    int route = inside.startsWith("@") ? inside.indexOf(':') : -1;
    return inside.substring(route + 1);
  }

  private String quoted() {
    int from = at++;
    while (at < text.length() && text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    at = Math.min(at + 1, text.length());
    return text.substring(from, at);
  }

  private void comment() {
    int depth = 0;
    do {
      char c = text.charAt(at);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      at += c == '\\' ? 2 : 1;
    } while (depth > 0 && at < text.length());
    at = Math.min(at, text.length());
  }

  private static String unquoted(String word) {
    var text = word.strip();
    boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
    return quoted ? text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1") : text;
  }
}
