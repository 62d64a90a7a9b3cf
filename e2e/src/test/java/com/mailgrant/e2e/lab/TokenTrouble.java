package com.mailgrant.e2e.lab;

import java.util.concurrent.CountDownLatch;

/** What goes wrong at the token endpoint, for every request until it is switched off. */
public sealed interface TokenTrouble {
  /** Nothing does. */
  record None() implements TokenTrouble {}

  /** HTTP 503 with a page from some machine in between. */
  record Unavailable() implements TokenTrouble {}

  /**
   * HTTP 429.
   *
   * @param retryAfterSeconds value of the header {@code Retry-After}
   */
  record TooMany(int retryAfterSeconds) implements TokenTrouble {}

  /** HTTP 200 with a page where JSON belongs, as a captive portal sends it. */
  record Html() implements TokenTrouble {}

  /**
   * The answer is held back.
   *
   * @param arrived counted down when a request is there; nothing has been carried out then
   * @param release counted down by the test when the request may be carried out and answered
   */
  record Slow(CountDownLatch arrived, CountDownLatch release) implements TokenTrouble {}

  /**
   * The request is carried out, its refresh token is spent, and the answer never arrives: the
   * connection ends before the first byte.
   */
  record AnswerLost() implements TokenTrouble {}

  /** Refused with an error of the provider's. */
  record Refused(EntraError error) implements TokenTrouble {}
}
