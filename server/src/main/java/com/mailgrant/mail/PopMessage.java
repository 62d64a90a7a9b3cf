package com.mailgrant.mail;

/**
 * One line of UIDL.
 *
 * @param number valid in this session only
 * @param uid stays the same over sessions; 1 to 70 printable characters (RFC 1939 7)
 */
public record PopMessage(long number, String uid) {}
