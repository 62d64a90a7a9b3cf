/**
 * IMAP, POP3 and SMTP on the wire, spoken by our own client: bounded lines, bounded literals, a
 * deadline on every operation, replies as typed values. It knows servers and credentials, but no
 * account, table or provider. Angus Mail is used elsewhere to build and parse MIME, never to talk;
 * docs/decisions/2026-11-23-own-mail-wire.md says why.
 *
 * <p>The way of a session:
 *
 * <ol>
 *   <li>{@link com.mailgrant.mail.Connector} resolves through an {@link
 *       com.mailgrant.mail.AddressPolicy}, tries every address and speaks TLS;
 *   <li>{@link com.mailgrant.mail.ImapSession#open}, {@link com.mailgrant.mail.SmtpSession#open} or
 *       {@link com.mailgrant.mail.PopSession#open} read the greeting and, where the address says
 *       so, insist on STARTTLS;
 *   <li>{@code authenticate} takes a {@link com.mailgrant.mail.Credential} and never sends a token
 *       by a mechanism made for passwords;
 *   <li>the commands, each in the file of its group: {@code ImapFolders}, {@code ImapFetch}, {@code
 *       ImapSearch}, {@code ImapChange}, {@code ImapIdle}, {@code SmtpTransaction};
 *   <li>whatever goes wrong is one {@link com.mailgrant.mail.MailFailure} inside a {@link
 *       com.mailgrant.mail.MailFailureException}; {@link com.mailgrant.mail.Outcome#of} turns a
 *       step into a value with its time.
 * </ol>
 *
 * <p>Sessions block and are meant for virtual threads. A session belongs to one thread at a time;
 * only {@link com.mailgrant.mail.ImapSession#wake}, {@link com.mailgrant.mail.ImapSession#close}
 * and {@link com.mailgrant.mail.SmtpSession#abort} may come from another.
 */
@NullMarked
package com.mailgrant.mail;

import org.jspecify.annotations.NullMarked;
