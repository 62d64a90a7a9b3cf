package com.mailgrant.rehearsal.identity;

import com.mailgrant.rehearsal.RehearsalClock;
import com.mailgrant.rehearsal.platform.RandomText;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The sign-ins on their way. In memory. Thread-safe. */
@Component
class SignIns {
  private static final Duration LIFE = Duration.ofMinutes(30);
  private static final int MOST = 10_000;

  private final Clock clock;
  private final Map<String, SignIn> open = new LinkedHashMap<>();

  SignIns(RehearsalClock clock) {
    this.clock = clock;
  }

  synchronized SignIn begin(Purpose purpose) {
    var now = clock.instant();
    open.values().removeIf(signIn -> signIn.startedAt().plus(LIFE).isBefore(now));
    if (open.size() >= MOST) {
      open.remove(open.keySet().iterator().next());
    }
    return keep(new SignIn(RandomText.ofBytes(24), purpose, null, false, false, false, now));
  }

  /**
   * @throws Refusal if it took too long or was finished
   */
  synchronized SignIn get(String id) {
    var signIn = open.get(id);
    if (signIn == null || signIn.startedAt().plus(LIFE).isBefore(clock.instant())) {
      throw new Refusal(
          EntraErrors.malformed(
              "this sign-in is over or took too long. Go back to the application and start again."),
          "*");
    }
    return signIn;
  }

  final synchronized SignIn keep(SignIn signIn) {
    open.put(signIn.id(), signIn);
    return signIn;
  }

  synchronized void finish(SignIn signIn) {
    open.remove(signIn.id());
  }
}
