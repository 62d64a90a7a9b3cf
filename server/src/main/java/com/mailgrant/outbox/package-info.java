/**
 * Sending. An application hands over a message and can forget it:
 *
 * <ol>
 *   <li>Message and idempotency key are stored in one transaction, then the caller is answered:
 *       {@link com.mailgrant.outbox.Outbox#accept}.
 *   <li>A worker on any node takes the <em>lane</em> of the account and sends what is due, one
 *       message after the other through one session: {@link com.mailgrant.outbox.Sending#drain}. A
 *       worker that dies loses the lane within half a minute.
 *   <li>The server's reply decides, in {@link com.mailgrant.outbox.Replies}: sent, failed (the
 *       message is at fault), held (the account is), or deferred (the time is). What concerns the
 *       account concerns all of its lane: others are not tried one by one.
 *   <li>A connection that broke after the message was handed over is resolved by looking for its
 *       Message-ID in the Sent folder: with patience where the provider files the copy, and again
 *       for a day while a person may decide, in {@link com.mailgrant.outbox.Doubts}.
 *   <li>Where the provider files no copy, {@link com.mailgrant.outbox.SentCopies} owes one.
 * </ol>
 */
@NullMarked
package com.mailgrant.outbox;

import org.jspecify.annotations.NullMarked;
