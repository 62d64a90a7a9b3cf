/**
 * The log of what happened, in one order for each organization, that the application reads by
 * cursor and pages watch live.
 *
 * <ol>
 *   <li>Whoever changes something tells so inside the same transaction: {@link
 *       com.mailgrant.event.Events#publish}. Changes of accounts are heard as records and written
 *       down by {@link com.mailgrant.event.AccountHistory}.
 *   <li>After the commit the event gets its number: {@link com.mailgrant.event.Numbering}. Numbers
 *       follow the commits, so that a reader never passes an event that comes to light later; the
 *       migration {@code V100__event.sql} explains why they are not drawn earlier.
 *   <li>Readers take what comes after their cursor: {@link com.mailgrant.event.EventLog#read}, and
 *       may wait for it: {@link com.mailgrant.event.EventLog#await}. Programs do so by {@link
 *       com.mailgrant.event.EventsApi#list}, pages by {@link
 *       com.mailgrant.event.EventStream#follow}.
 * </ol>
 *
 * <p>To add a kind of event, add a constant to {@link com.mailgrant.event.EventType} and, where it
 * says something new, a record to {@link com.mailgrant.event.EventData}.
 */
@NullMarked
package com.mailgrant.event;

import org.jspecify.annotations.NullMarked;
