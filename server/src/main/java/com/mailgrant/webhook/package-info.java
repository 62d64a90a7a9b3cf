/**
 * Webhooks: programs that want to be told instead of asking.
 *
 * <ol>
 *   <li>Somebody enters an address and gets the secret, once: {@link
 *       com.mailgrant.webhook.Webhooks#create}.
 *   <li>Each endpoint has a cursor in the event log. A worker on any node takes an endpoint that is
 *       behind, under a lease: {@link com.mailgrant.webhook.DeliveryTable#take}.
 *   <li>Event by event, in the order of the log, is signed ({@link
 *       com.mailgrant.webhook.Signature}) and posted ({@link com.mailgrant.webhook.Carrier#post});
 *       the cursor moves on only after the endpoint took it: {@link
 *       com.mailgrant.webhook.Delivering#deliver}. A worker that dies in between lets one event be
 *       posted twice, never none.
 *   <li>What an endpoint does not take is tried again after growing pauses ({@link
 *       com.mailgrant.webhook.Patience}); after 72 hours it is disabled. Its cursor stays, so that
 *       it gets everything when it is resumed.
 * </ol>
 */
@NullMarked
package com.mailgrant.webhook;

import org.jspecify.annotations.NullMarked;
