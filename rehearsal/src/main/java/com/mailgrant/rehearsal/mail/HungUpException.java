package com.mailgrant.rehearsal.mail;

import java.io.IOException;

/** The server ends the conversation on purpose, without another word. */
public final class HungUpException extends IOException {
  public HungUpException(String reason) {
    super(reason);
  }
}
