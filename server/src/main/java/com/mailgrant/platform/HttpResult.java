package com.mailgrant.platform;

/** What became of a call to somebody else's HTTP server. */
public sealed interface HttpResult {
  /** The server answered, whatever it thinks of the request. */
  record Answer(int status, String body) implements HttpResult {}

  /** No usable answer. */
  record NoAnswer(Why why, String detail) implements HttpResult {}

  /** Why there is no answer. */
  enum Why {
    NAME_UNKNOWN,
    REFUSED,
    TIMED_OUT,
    TLS,
    CLOSED,
    TOO_BIG,
    FORBIDDEN_ADDRESS
  }
}
