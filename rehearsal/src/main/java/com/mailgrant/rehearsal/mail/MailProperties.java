package com.mailgrant.rehearsal.mail;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings under {@code rehearsal.mail}: what differs from one Exchange mailbox to the next, and
 * from one year to the other. Each is a set of addresses; {@code *} stands for all.
 *
 * @param listAttributes mailboxes whose LIST answers carry special-use attributes although the
 *     capability is not announced (facts/microsoft365 4.4)
 * @param imap4rev2 mailboxes that offer ENABLE IMAP4rev2, and then search wrongly (facts 4.3)
 * @param classicImap play greeting and capabilities as they were until about 2025
 */
@ConfigurationProperties("rehearsal.mail")
public record MailProperties(
    @DefaultValue Set<String> listAttributes,
    @DefaultValue Set<String> imap4rev2,
    @DefaultValue("false") boolean classicImap) {
  /** Nothing out of the ordinary. */
  public static final MailProperties DEFAULT = new MailProperties(Set.of(), Set.of(), false);

  public MailProperties {
    listAttributes = Set.copyOf(listAttributes);
    imap4rev2 = Set.copyOf(imap4rev2);
  }

  /** Whether the set names the mailbox. */
  public static boolean names(Set<String> set, String address) {
    return set.contains("*") || set.contains(address);
  }
}
