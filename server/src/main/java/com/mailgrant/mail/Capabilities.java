package com.mailgrant.mail;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a server says it can do. Words are kept in upper case.
 *
 * @param words for IMAP each capability ({@code IDLE}, {@code AUTH=PLAIN}); for SMTP and POP3 each
 *     line of EHLO or CAPA
 */
public record Capabilities(Set<String> words) {
  /** Upper case, in the server's order. */
  public Capabilities {
    Set<String> upper = LinkedHashSet.newLinkedHashSet(words.size());
    words.forEach(word -> upper.add(word.toUpperCase(Locale.ROOT)));
    words = java.util.Collections.unmodifiableSet(upper);
  }

  static Capabilities of(Collection<String> words) {
    return new Capabilities(new LinkedHashSet<>(words));
  }

  /** Whether this capability is there; for SMTP and POP3 arguments are left aside. */
  public boolean has(String word) {
    String upper = word.toUpperCase(Locale.ROOT);
    return words.contains(upper) || words.stream().anyMatch(w -> w.startsWith(upper + " "));
  }

  /**
   * SASL mechanisms: {@code AUTH=x} of IMAP, {@code AUTH x y} of SMTP, {@code SASL x y} of POP3.
   */
  public List<String> mechanisms() {
    return words.stream()
        .filter(w -> w.startsWith("AUTH=") || w.startsWith("AUTH ") || w.startsWith("SASL "))
        .flatMap(w -> List.of(w.substring(5).trim().split(" +")).stream())
        .filter(w -> !w.isEmpty())
        .distinct()
        .toList();
  }

  /** What follows the word, for example the number behind SIZE; empty without. */
  public String argument(String word) {
    String lead = word.toUpperCase(Locale.ROOT) + " ";
    return words.stream()
        .filter(w -> w.startsWith(lead))
        .map(w -> w.substring(lead.length()).trim())
        .findFirst()
        .orElse("");
  }
}
