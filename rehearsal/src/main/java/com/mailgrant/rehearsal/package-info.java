/**
 * The rehearsal tenant: a stand-in Microsoft 365 (and Google) for one machine, so that a company
 * can walk the whole way before it touches its own mailboxes. It shares no code with the product.
 *
 * <ul>
 *   <li>{@link com.mailgrant.rehearsal.directory}: the people and mailboxes of the tenant
 *   <li>{@link com.mailgrant.rehearsal.identity}: sign-in pages, consent and token endpoint as
 *       Microsoft has them
 *   <li>{@link com.mailgrant.rehearsal.google}: the same as Google has them
 *   <li>{@link com.mailgrant.rehearsal.registration}, {@link com.mailgrant.rehearsal.grant}, {@link
 *       com.mailgrant.rehearsal.token}: applications, what people allowed them, and the tokens that
 *       come of it
 *   <li>{@link com.mailgrant.rehearsal.mail}: IMAP, POP3 and SMTP as Exchange speaks them
 *   <li>{@code mailbox}: the messages behind those servers
 *   <li>{@link com.mailgrant.rehearsal.fault}: what can be made to go wrong
 *   <li>{@link com.mailgrant.rehearsal.control}: the page and the API with the switches
 *   <li>{@link com.mailgrant.rehearsal.web}, {@link com.mailgrant.rehearsal.tls}, {@link
 *       com.mailgrant.rehearsal.platform}: what all of them stand on
 * </ul>
 */
@NullMarked
package com.mailgrant.rehearsal;

import org.jspecify.annotations.NullMarked;
