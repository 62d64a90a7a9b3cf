package com.mailgrant.platform;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A value that must not be printed: a password, a token, a client secret. {@link #toString()} never
 * shows it; the only way out is {@link #reveal()}, and {@code ArchitectureTest} lists who may take
 * it.
 */
public final class Secret {
  private final String value;

  /** Wraps a clear value. */
  public Secret(String value) {
    this.value = value;
  }

  /** The clear value, for the wire or for sealing; never for a log, page or error. */
  public String reveal() {
    return value;
  }

  /** Number of characters. */
  public int length() {
    return value.length();
  }

  /** Number of characters as a person counts them, most of all: Unicode code points. */
  public int characters() {
    return value.codePointCount(0, value.length());
  }

  /**
   * Nothing, or the dots and stars that a page shows in place of a stored secret: then the stored
   * one stays.
   */
  public boolean isMaskOrBlank() {
    return value.chars().allMatch(c -> Character.isWhitespace(c) || c == '*' || c == '•');
  }

  /** Without the white space that is copied along by mistake. */
  public Secret stripped() {
    return new Secret(value.strip());
  }

  /** Whether it consists of visible ASCII characters only. */
  public boolean isPrintableAscii() {
    return value.chars().allMatch(c -> c > 0x20 && c < 0x7f);
  }

  /** Whether a line of a mail protocol would break at it. */
  public boolean holdsControlCharacter() {
    return value.chars().anyMatch(Character::isISOControl);
  }

  /** Compares in constant time. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && MessageDigest.isEqual(bytes(), secret.bytes());
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "Secret[hidden]";
  }

  private byte[] bytes() {
    return value.getBytes(StandardCharsets.UTF_8);
  }
}
