package com.mailgrant.rehearsal.grant;

import com.mailgrant.rehearsal.RehearsalClock;
import com.mailgrant.rehearsal.platform.RandomText;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Codes on their way through browsers; single use. In memory: a restart ends sign-ins halfway. */
@Component
public class SignInCodes {
  /** facts/microsoft365 3.1. */
  private static final Duration LIFE = Duration.ofMinutes(10);

  /** So long a second use is told from nonsense. */
  private static final Duration REMEMBER = Duration.ofHours(2);

  private final Clock clock;
  private final Map<String, Kept> codes = new LinkedHashMap<>();

  SignInCodes(RehearsalClock clock) {
    this.clock = clock;
  }

  /** A new code. */
  public synchronized String issue(SignInCode what) {
    var now = clock.instant();
    codes.values().removeIf(kept -> kept.what().issuedAt().plus(REMEMBER).isBefore(now));
    var code = "1.AX" + RandomText.ofBytes(300);
    codes.put(RandomText.hash(code), new Kept(what, false));
    return code;
  }

  /** What it stands for, without using it up. */
  public synchronized Found look(String code) {
    var kept = codes.get(RandomText.hash(code));
    if (kept == null) {
      return new Found.Unknown();
    }
    if (kept.used()) {
      return new Found.Used(kept.what());
    }
    return kept.what().issuedAt().plus(LIFE).isBefore(clock.instant())
        ? new Found.Expired(kept.what())
        : new Found.Good(kept.what());
  }

  /** Uses it up; of two that try at once one gets {@link Found.Used}. */
  public synchronized Found use(String code) {
    var found = look(code);
    if (found instanceof Found.Good(var what)) {
      codes.put(RandomText.hash(code), new Kept(what, true));
    }
    return found;
  }

  private record Kept(SignInCode what, boolean used) {}

  /** What a code is worth. */
  public sealed interface Found {
    /** Usable. */
    record Good(SignInCode what) implements Found {}

    /** Older than ten minutes. */
    record Expired(SignInCode what) implements Found {}

    /** Redeemed before. */
    record Used(SignInCode what) implements Found {}

    /** Never issued. */
    record Unknown() implements Found {}
  }
}
