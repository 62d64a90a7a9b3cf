package com.mailgrant.account;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An address as RFC 5321 4.1.2 allows it in an envelope, without quoting and without comments. The
 * domain is kept in its ASCII form (IDNA), which every server understands; upper and lower case do
 * not matter when two are compared.
 */
public record EmailAddress(String value) {
  /** RFC 5321 4.5.3.1. */
  private static final int LONGEST_LOCAL_PART = 64;

  private static final int LONGEST = 254;
  private static final Pattern LOCAL_PART =
      Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");
  private static final Pattern DOMAIN =
      Pattern.compile(
          "(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

  /** Reads what a person typed; empty when it is no address. */
  public static Optional<EmailAddress> parse(String typed) {
    var text = typed.strip();
    int at = text.lastIndexOf('@');
    if (at < 1 || at == text.length() - 1 || at > LONGEST_LOCAL_PART) {
      return Optional.empty();
    }
    var local = text.substring(0, at);
    return ascii(text.substring(at + 1))
        .filter(domain -> LOCAL_PART.matcher(local).matches())
        .map(domain -> local + "@" + domain)
        .filter(address -> address.length() <= LONGEST)
        .map(EmailAddress::new);
  }

  /** The part behind the @ sign, in ASCII. */
  public String domain() {
    return value.substring(value.lastIndexOf('@') + 1);
  }

  /** The part before the @ sign. */
  public String localPart() {
    return value.substring(0, value.lastIndexOf('@'));
  }

  private static Optional<String> ascii(String domain) {
    try {
      var ascii = IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
      return Optional.of(ascii).filter(name -> DOMAIN.matcher(name).matches());
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
