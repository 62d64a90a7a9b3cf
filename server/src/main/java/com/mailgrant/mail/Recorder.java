package com.mailgrant.mail;

/** Gathers what passes over the wire into lines of a transcript. */
final class Recorder {
  private static final int LONGEST = 512;

  private final Transcript transcript;
  private final SentSecrets secrets;
  private final StringBuilder line = new StringBuilder();

  Recorder(Transcript transcript, SentSecrets secrets) {
    this.transcript = transcript;
    this.secrets = secrets;
  }

  void heard(int octet) {
    if (octet == '\n') {
      transcript.server(secrets.removedFrom(line.toString()));
      line.setLength(0);
    } else if (octet != '\r' && line.length() < LONGEST) {
      line.append((char) octet);
    }
  }

  void said(String text) {
    if (!text.isEmpty()) {
      transcript.client(text);
    }
  }

  void note(String text) {
    transcript.note(text);
  }
}
