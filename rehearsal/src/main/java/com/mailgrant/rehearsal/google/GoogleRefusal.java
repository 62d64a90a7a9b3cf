package com.mailgrant.rehearsal.google;

import java.io.Serial;

/** A request ends here: as JSON for programs, as a page where a browser asked. */
final class GoogleRefusal extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final transient GoogleError error;

  GoogleRefusal(GoogleError error) {
    super(error.error(), null, false, false);
    this.error = error;
  }

  GoogleError error() {
    return error;
  }
}
