package com.mailgrant.rehearsal.mail.smtp;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** What a client has said since MAIL. */
final class Transaction {
  /**
   * One recipient.
   *
   * @param address as it was written
   * @param reportsFailure unless NOTIFY forbids it (RFC 3461 4.1)
   * @param reportsSuccess if NOTIFY asks for it
   */
  record Recipient(String address, boolean reportsFailure, boolean reportsSuccess) {}

  final String sender;
  final boolean utf8;
  final boolean binary;
  final List<Recipient> recipients = new ArrayList<>();

  /** What came by BDAT so far. */
  final ByteArrayOutputStream chunks = new ByteArrayOutputStream();

  boolean chunked;
  boolean tooLarge;

  Transaction(String sender, boolean utf8, boolean binary) {
    this.sender = sender;
    this.utf8 = utf8;
    this.binary = binary;
  }
}
