package com.mailgrant.mail;

import java.net.IDN;
import java.util.List;

/**
 * Who sends to whom, as SMTP sees it. Addresses are bare ({@code anna@contoso.example}); whatever
 * could end or alter the command is refused here, whoever let it pass before.
 *
 * @param from empty for the null sender of reports (RFC 5321 4.5.5)
 * @param recipients at least one
 */
public record Envelope(String from, List<String> recipients) {
  private static final int LONGEST = 320;

  /** Refuses addresses that cannot travel in a command. */
  public Envelope {
    recipients = List.copyOf(recipients);
    if (recipients.isEmpty()) {
      throw new IllegalArgumentException("a message needs at least one recipient");
    }
    if (!from.isEmpty()) {
      require(from);
    }
    recipients.forEach(Envelope::require);
  }

  /** Whether any address needs SMTPUTF8 (RFC 6531); a foreign domain alone does not. */
  public boolean international() {
    return !ascii(onWire(from)) || !recipients.stream().allMatch(r -> ascii(onWire(r)));
  }

  /** With the domain as A-labels where the name is ASCII (RFC 5890). */
  static String onWire(String address) {
    int at = address.lastIndexOf('@');
    return at >= 0 && ascii(address.substring(0, at)) && !ascii(address)
        ? address.substring(0, at + 1) + IDN.toASCII(address.substring(at + 1))
        : address;
  }

  static boolean ascii(String text) {
    return text.chars().allMatch(c -> c < 128);
  }

  private static void require(String address) {
    int at = address.lastIndexOf('@');
    boolean printable =
        address.chars().noneMatch(c -> Character.isISOControl(c) || Character.isSpaceChar(c));
    boolean bare = address.indexOf('<') < 0 && address.indexOf('>') < 0;
    if (at < 1 || at == address.length() - 1 || address.length() > LONGEST || !printable || !bare) {
      throw new IllegalArgumentException(
          "a mail address must read name@domain, without spaces, brackets or control characters");
    }
    // Throws for a domain that cannot be one.
    onWire(address);
  }
}
