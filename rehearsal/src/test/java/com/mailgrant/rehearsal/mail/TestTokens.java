package com.mailgrant.rehearsal.mail;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Issues tokens and knows the live ones, in place of the identity provider. */
final class TestTokens implements AccessTokens {
  static final Set<String> EXCHANGE_SCOPES =
      Set.of("IMAP.AccessAsUser.All", "POP.AccessAsUser.All", "SMTP.Send");

  private final Clock clock;
  private final Map<String, Presented> issued = new ConcurrentHashMap<>();

  TestTokens(Clock clock) {
    this.clock = clock;
  }

  /** Good for an hour, at Exchange or at Gmail as the person's address asks. */
  String issue(String person) {
    return person.endsWith("@gmail.example")
        ? issue(person, "https://mail.google.com", Set.of("https://mail.google.com/"))
        : issue(person, "https://outlook.office.com", EXCHANGE_SCOPES);
  }

  /** As long as a real one, 2 kB. */
  String issue(String person, String audience, Set<String> scopes) {
    return issue(person, audience, scopes, 2_000);
  }

  /**
   * @param length in octets, or a little more
   */
  String issue(String person, String audience, Set<String> scopes, int length) {
    var token = "token-" + issued.size() + "-" + "x".repeat(length);
    issued.put(
        token, new Presented(person, audience, scopes, clock.instant().plus(Duration.ofHours(1))));
    return token;
  }

  @Override
  public Optional<Presented> read(String token) {
    return Optional.ofNullable(issued.get(token))
        .filter(presented -> presented.expiresAt().isAfter(clock.instant()));
  }
}
