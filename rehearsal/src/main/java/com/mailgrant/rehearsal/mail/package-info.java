/**
 * IMAP, POP3 and SMTP as Exchange Online and Gmail speak them. What the protocols share lies here:
 * the wire, who signs in, and the tenant behind.
 *
 * <ul>
 *   <li>{@link com.mailgrant.rehearsal.mail.AccessTokens}: what the identity provider says about a
 *       token
 *   <li>{@link com.mailgrant.rehearsal.mail.SignIns}: whether a token opens a mailbox, and the
 *       faults that strike at that moment
 *   <li>{@code imap}, {@code pop3}, {@code smtp}: one conversation each
 *   <li>{@code servers}: the ports
 * </ul>
 */
@NullMarked
package com.mailgrant.rehearsal.mail;

import org.jspecify.annotations.NullMarked;
