/**
 * A mail world that is not Mailgrant's: an identity provider, a real Dovecot and a real Postfix,
 * each started for one test run in a directory of its own and on ports of its own.
 *
 * <ol>
 *   <li>{@link ForeignLab#start} makes a certificate authority ({@link TestCa}) and starts the
 *       rest.
 *   <li>{@link IdentityProvider} signs people in and issues tokens; its endpoints have the shapes
 *       of facts/microsoft365 1.1 to 1.6, its refresh tokens are stricter: used once, then dead.
 *   <li>{@link Dovecot} keeps the mailboxes; it asks the identity provider about every token
 *       (introspection, RFC 7662) and answers a bad one with the JSON challenge of XOAUTH2.
 *   <li>{@link Postfix} takes mail by submission, asks Dovecot about the token, and delivers to
 *       Dovecot by LMTP. Dovecot's own submission service refuses long AUTH lines.
 *   <li>{@link MailboxView} looks into a mailbox as its owner would.
 * </ol>
 *
 * <p>{@link LabTest} proves all this without Mailgrant, so that a failing walk is Mailgrant's
 * fault.
 */
@NullMarked
package com.mailgrant.e2e.lab;

import org.jspecify.annotations.NullMarked;
