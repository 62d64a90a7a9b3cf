/**
 * IMAP as Exchange Online and Gmail speak it (RFC 3501; facts/microsoft365 4.3 to 4.5, 12.2, 12.3).
 *
 * <ol>
 *   <li>{@link com.mailgrant.rehearsal.mail.imap.ImapServer} makes an {@code ImapSession} for each
 *       client
 *   <li>{@code CommandReader} reads a command with its literals; {@code Arguments} takes it apart
 *   <li>{@code Commands} knows which command is allowed in which state
 *   <li>{@code SelectedFolder} remembers what the client knows of the folder and tells it what is
 *       new
 *   <li>{@code Manner} holds the words in which Exchange and Gmail differ
 * </ol>
 */
@NullMarked
package com.mailgrant.rehearsal.mail.imap;

import org.jspecify.annotations.NullMarked;
