package com.mailgrant.outbox;

import com.mailgrant.account.EmailAddress;
import com.mailgrant.outbox.MessageDraft.Recipient;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who gets a message.
 *
 * @param bcc stand in the envelope only
 */
record Addressees(List<InternetAddress> to, List<InternetAddress> cc, List<InternetAddress> bcc) {
  /** A usual default of large services, and more than most servers take at once. */
  static final int MOST = 500;

  private static final int LONGEST_NAME = 200;

  static Addressees of(MessageDraft draft, Complaints complaints) {
    int count = size(draft.to()) + size(draft.cc()) + size(draft.bcc());
    if (count > MOST) {
      complaints.add("to", "wrong.outbox.recipients", MOST);
      return new Addressees(List.of(), List.of(), List.of());
    }
    return new Addressees(
        read("to", draft.to(), complaints),
        read("cc", draft.cc(), complaints),
        read("bcc", draft.bcc(), complaints));
  }

  /**
   * Whom a field of a header names; the members of a group stand in its place (RFC 5322 3.4).
   *
   * @param strict whether mistakes that can be read past are exceptions too
   */
  static List<InternetAddress> named(String field, boolean strict) throws AddressException {
    var named = new ArrayList<InternetAddress>();
    for (var address : InternetAddress.parseHeader(field, strict)) {
      if (address.isGroup()) {
        named.addAll(List.of(InternetAddress.parseHeader(members(address.getAddress()), false)));
      } else {
        named.add(address);
      }
    }
    return named;
  }

  /** What stands behind the name of a group, which may hold colons where it is quoted. */
  private static String members(String group) {
    boolean quoted = false;
    for (int i = 0; i < group.length(); i++) {
      char c = group.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ':' && !quoted) {
        return group.substring(i + 1, group.length() - 1);
      }
    }
    return "";
  }

  boolean isEmpty() {
    return to.isEmpty() && cc.isEmpty() && bcc.isEmpty();
  }

  /** For the envelope: everybody once. */
  List<String> envelope() {
    var seen = new LinkedHashSet<String>();
    var all = new ArrayList<String>();
    for (var list : List.of(to, cc, bcc)) {
      for (var address : list) {
        if (seen.add(address.getAddress().toLowerCase(Locale.ROOT))) {
          all.add(address.getAddress());
        }
      }
    }
    return all;
  }

  private static int size(@Nullable List<?> list) {
    return list == null ? 0 : list.size();
  }

  private static List<InternetAddress> read(
      String field, @Nullable List<@Nullable Recipient> recipients, Complaints complaints) {
    var addresses = new ArrayList<InternetAddress>();
    int number = 0;
    for (var recipient : recipients == null ? List.<@Nullable Recipient>of() : recipients) {
      read(field + "[" + number++ + "]", recipient, addresses, complaints);
    }
    return addresses;
  }

  private static void read(
      String field,
      @Nullable Recipient recipient,
      List<InternetAddress> into,
      Complaints complaints) {
    var typed = recipient == null || recipient.address() == null ? "" : recipient.address();
    var name = recipient == null ? null : recipient.name();
    var address = EmailAddress.parse(typed);
    if (address.isEmpty() || typed.chars().anyMatch(Character::isISOControl)) {
      complaints.add(field, "wrong.outbox.address");
    } else if (name != null
        && (name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl))) {
      complaints.add(field, "wrong.outbox.recipient-name");
    } else {
      try {
        into.add(new InternetAddress(address.get().value(), name, "UTF-8"));
      } catch (UnsupportedEncodingException e) {
        throw new IllegalStateException("every Java has UTF-8", e);
      }
    }
  }
}
