package com.mailgrant.rehearsal.identity;

import java.io.Serial;

/** A request ends here: as JSON at the token endpoint, as a page where a browser asked. */
final class Refusal extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final transient EntraError error;
  private final String person;

  /**
   * @param person whose clock counts; {@code *} where nobody is known
   */
  Refusal(EntraError error, String person) {
    super(error.headline(), null, false, false);
    this.error = error;
    this.person = person;
  }

  EntraError error() {
    return error;
  }

  String person() {
    return person;
  }
}
