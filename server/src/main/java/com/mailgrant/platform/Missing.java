package com.mailgrant.platform;

/** What was asked for does not exist here; becomes 404. */
public final class Missing extends RuntimeException {
  /**
   * @param what for example {@code mail account}
   */
  public Missing(String what) {
    super("There is no such " + what + ".");
  }
}
