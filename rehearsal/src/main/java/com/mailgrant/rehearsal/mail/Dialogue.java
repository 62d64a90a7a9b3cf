package com.mailgrant.rehearsal.mail;

import java.io.IOException;

/** How a server talks to one client. */
@FunctionalInterface
public interface Dialogue {
  /** Talks from the greeting to the end; the caller closes the wire. */
  void run(Wire wire) throws IOException, InterruptedException;
}
