package com.mailgrant.provider;

import com.mailgrant.mail.ServerAddress;
import java.net.URI;

/**
 * The endpoints of a provider in one place of the world, or one that the configuration declares.
 *
 * @param name unique; as in the configuration and the API
 * @param displayName as a person reads it
 * @param serves the type of account whose mailboxes are there
 * @param authority where people sign in, without tenant or trailing slash
 * @param resource what mail tokens are for; empty where the provider has no such notion
 * @param sentCopy who files sent messages there
 * @param pages where it is administered
 */
public record Cloud(
    String name,
    String displayName,
    AccountType serves,
    URI authority,
    String resource,
    ServerAddress imap,
    ServerAddress pop3,
    ServerAddress smtp,
    SentCopy sentCopy,
    AdminPages pages) {}
