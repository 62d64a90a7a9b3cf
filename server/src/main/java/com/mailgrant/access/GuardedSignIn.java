package com.mailgrant.access;

import com.mailgrant.platform.Sentence;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/** Checks user name and password, unless too many guesses came before. */
@Component
class GuardedSignIn implements AuthenticationProvider {
  private final DaoAuthenticationProvider passwords;
  private final GuessLimit limit;
  private final Clock clock;

  GuardedSignIn(People people, PasswordEncoder encoder, GuessLimit limit, Clock clock) {
    this.passwords = new DaoAuthenticationProvider(people);
    this.passwords.setPasswordEncoder(encoder);
    this.limit = limit;
    this.clock = clock;
  }

  @Override
  public Authentication authenticate(Authentication attempt) {
    var subjects = subjects(attempt);
    for (var subject : subjects) {
      var until = limit.blockedUntil(subject);
      if (until.isPresent()) {
        throw new Locked(wait(until.get()));
      }
    }
    try {
      var authenticated = passwords.authenticate(attempt);
      subjects.forEach(limit::succeeded);
      return authenticated;
    } catch (AuthenticationException e) {
      subjects.forEach(limit::failed);
      throw e;
    }
  }

  @Override
  public boolean supports(Class<?> authentication) {
    return passwords.supports(authentication);
  }

  private Sentence wait(Instant until) {
    long seconds = Math.max(1, Duration.between(clock.instant(), until).toSeconds());
    return seconds < 90
        ? Sentence.of("wrong.access.locked-seconds", seconds)
        : Sentence.of("wrong.access.locked", (seconds + 59) / 60);
  }

  /** Too many failed tries. */
  static final class Locked extends LockedException {
    private final Sentence sentence;

    Locked(Sentence sentence) {
      super(sentence.toString());
      this.sentence = sentence;
    }

    /** For the page. */
    Sentence sentence() {
      return sentence;
    }
  }

  private static List<String> subjects(Authentication attempt) {
    var user = "user:" + attempt.getName().toLowerCase(Locale.ROOT);
    return attempt.getDetails() instanceof WebAuthenticationDetails details
            && details.getRemoteAddress() != null
        ? List.of(user, "address:" + details.getRemoteAddress())
        : List.of(user);
  }
}
