package com.mailgrant.mail;

import java.time.Duration;

/** How one step ended, and how long it took. */
public sealed interface Outcome<T> {
  /** Wall-clock time of the step. */
  Duration took();

  /** It worked. */
  record Done<T>(T value, Duration took) implements Outcome<T> {}

  /** It did not. */
  record Failed<T>(MailFailure failure, Duration took) implements Outcome<T> {}

  /** Runs a step and keeps what came of it; bugs still fly. */
  static <T> Outcome<T> of(Step<T> step) {
    long start = System.nanoTime();
    try {
      T value = step.run();
      return new Done<>(value, since(start));
    } catch (MailFailureException failed) {
      return new Failed<>(failed.failure(), since(start));
    }
  }

  /** Work with a mail server. */
  @FunctionalInterface
  interface Step<T> {
    T run() throws MailFailureException;
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
