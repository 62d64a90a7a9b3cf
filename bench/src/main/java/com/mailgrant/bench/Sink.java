package com.mailgrant.bench;

import java.io.IOException;
import java.util.Base64;

/** The mail sink from outside. */
record Sink(Child child) implements AutoCloseable {
  /**
   * What had come in when enough had.
   *
   * @param lastMicros when the last one was taken, microseconds since 1970
   */
  record Taken(int messages, int distinct, long lastMicros) {}

  static Sink start(Stage stage) throws IOException {
    return new Sink(Child.start(SinkProgram.class, stage.caDir().toString()));
  }

  int port() {
    return child.port();
  }

  /** How long the server thinks about each message. */
  void latency(long millis) throws IOException {
    child.ask("latency " + millis);
  }

  void reset() throws IOException {
    child.ask("reset");
  }

  /** Nobody gets an answer to a message until {@link #open}. */
  void shut() throws IOException {
    child.ask("shut");
  }

  /** Returns when that was, microseconds since 1970. */
  long open() throws IOException {
    return Long.parseLong(child.ask("open"));
  }

  /** Waits for so many messages. */
  Taken await(int messages) throws IOException {
    var words = child.ask("await " + messages).split(" ", -1);
    var taken =
        new Taken(Integer.parseInt(words[0]), Integer.parseInt(words[1]), Long.parseLong(words[2]));
    if (taken.messages() != messages || taken.distinct() != messages) {
      throw new IllegalStateException("wanted " + messages + " messages, got " + taken);
    }
    return taken;
  }

  /** The first message that ever came in. */
  byte[] sample() throws IOException {
    return Base64.getDecoder().decode(child.ask("sample"));
  }

  @Override
  public void close() throws IOException {
    child.close();
  }
}
