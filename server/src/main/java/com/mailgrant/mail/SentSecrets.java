package com.mailgrant.mail;

import java.util.ArrayList;
import java.util.List;

/**
 * Remembers the secrets of one authentication, so that a server that echoes them cannot carry them
 * into a log. Pieces count too: a server may cut its echo anywhere.
 */
final class SentSecrets {
  /** Shorter pieces of a long secret reveal nothing worth having. */
  private static final int PIECE = 12;

  private static final int SHORTEST = 4;
  private static final String REMOVED = "[removed]";

  private final List<String> secrets = new ArrayList<>();

  void add(String secret) {
    if (secret.length() >= SHORTEST) {
      secrets.add(secret);
    }
  }

  void forget() {
    secrets.clear();
  }

  String removedFrom(String text) {
    String clean = text;
    for (String secret : secrets) {
      clean = clean.replace(secret, REMOVED);
      if (secret.length() > PIECE && clean.length() >= PIECE) {
        clean = withoutPieces(clean, secret);
      }
    }
    return clean;
  }

  private static String withoutPieces(String text, String secret) {
    StringBuilder out = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      int length = pieceAt(text, i, secret);
      if (length >= PIECE) {
        out.append(REMOVED);
        i += length;
      } else {
        out.append(text.charAt(i));
        i++;
      }
    }
    return out.toString();
  }

  private static int pieceAt(String text, int from, String secret) {
    if (from + PIECE > text.length()) {
      return 0;
    }
    int at = secret.indexOf(text.substring(from, from + PIECE));
    if (at < 0) {
      return 0;
    }
    int length = PIECE;
    while (from + length < text.length()
        && at + length < secret.length()
        && text.charAt(from + length) == secret.charAt(at + length)) {
      length++;
    }
    return length;
  }
}
