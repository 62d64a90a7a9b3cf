package com.mailgrant.provider;

/**
 * One thing that a sign-in asks for.
 *
 * @param scope as requested from the provider, fully qualified
 * @param words what it allows, for the person who is asked
 * @param reason why Mailgrant needs it
 */
public record Permission(String scope, String words, String reason) {}
