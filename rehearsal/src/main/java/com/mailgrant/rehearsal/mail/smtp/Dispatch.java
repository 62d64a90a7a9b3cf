package com.mailgrant.rehearsal.mail.smtp;

import java.time.Instant;
import java.util.List;

/**
 * A message on its way.
 *
 * @param sender on the envelope; empty for reports
 * @param octets as the recipients get it, trace fields excepted
 * @param manner of the service that sends it
 * @param submitted when the client handed it over
 */
@SuppressWarnings("ArrayRecordComponent") // Handed through, never compared.
record Dispatch(
    String sender,
    List<Transaction.Recipient> recipients,
    byte[] octets,
    SmtpManner manner,
    Instant submitted) {}
