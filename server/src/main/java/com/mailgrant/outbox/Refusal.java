package com.mailgrant.outbox;

/**
 * A recipient that the server refused for good.
 *
 * @param reply in the server's words, with its codes
 */
public record Refusal(String address, String reply) {}
