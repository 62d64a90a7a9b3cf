package com.mailgrant.mail;

/** What STAT says. */
public record PopDrop(long messages, long octets) {}
