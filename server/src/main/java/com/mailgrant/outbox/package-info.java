/**
 * Sending. An application hands over a message and can forget it:
 *
 * <ol>
 *   <li>Message and idempotency key are stored in one transaction, then the caller is answered:
 *       {@link com.mailgrant.outbox.Outbox#accept}.
 *   <li>A worker on any node sends it: {@link com.mailgrant.outbox.Sending#attempt}.
 *   <li>The server's reply decides: sent, failed (the message is at fault), held (the account is),
 *       or deferred (the time is).
 *   <li>A connection that broke after the message was handed over is resolved by looking for its
 *       Message-ID.
 * </ol>
 */
@NullMarked
package com.mailgrant.outbox;

import org.jspecify.annotations.NullMarked;
