package com.mailgrant.rehearsal.mail;

import java.io.IOException;

/** The line was longer than allowed; it has been read to its end and thrown away. */
public final class LineTooLongException extends IOException {
  LineTooLongException(int longest) {
    super("a line of more than " + longest + " octets");
  }
}
