/**
 * Submission as Exchange Online and Gmail take it (RFC 6409, RFC 5321; facts/microsoft365 4.6, 5, 6
 * and 12).
 *
 * <ol>
 *   <li>{@link com.mailgrant.rehearsal.mail.smtp.SmtpServer} makes an {@code SmtpSession} for each
 *       client; {@code SmtpManner} holds the words of the two services
 *   <li>{@link com.mailgrant.rehearsal.mail.smtp.Submissions} judges a whole message: right to send
 *       as, size, quota; files the copy in Sent
 *   <li>{@code Pacer} makes an appointment, {@code Delivery} delivers, and {@code NonDelivery}
 *       tells the sender what could not be
 * </ol>
 */
@NullMarked
package com.mailgrant.rehearsal.mail.smtp;

import org.jspecify.annotations.NullMarked;
