package com.mailgrant.rehearsal.identity;

import java.io.Serial;
import java.util.Map;

/** A sign-in ends here, and the application may know why: the browser goes back with the error. */
final class SentBack extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final transient EntraError error;
  private final transient ReturnAddress address;

  private final transient Map<String, String> more;

  SentBack(EntraError error, ReturnAddress address) {
    this(error, address, Map.of());
  }

  /**
   * @param more parameters that the answer has beside the error's own
   */
  SentBack(EntraError error, ReturnAddress address, Map<String, String> more) {
    super(error.headline(), null, false, false);
    this.error = error;
    this.address = address;
    this.more = Map.copyOf(more);
  }

  EntraError error() {
    return error;
  }

  Map<String, String> more() {
    return more;
  }

  ReturnAddress address() {
    return address;
  }
}
