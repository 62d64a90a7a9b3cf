package com.mailgrant.mail;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What {@link ImapSession#fetchHeaders} brings of one message. Compared by identity where it
 * matters: {@code header} is an array.
 *
 * @param received INTERNALDATE; empty where the server's is unreadable
 * @param octets RFC822.SIZE; some servers only estimate
 * @param header the header fields asked for, as they stand in the message, CRLF and all
 * @param modSeq only where the server tells it unasked
 */
@SuppressWarnings("ArrayRecordComponent") // Copies would double the cost of a synchronisation.
public record MessageHeader(
    long uid,
    Set<String> flags,
    Optional<Instant> received,
    long octets,
    byte[] header,
    OptionalLong modSeq) {}
