/**
 * The mailboxes of the tenant: folders, messages and flags, in memory. What lies in the boxes at
 * the start comes from {@code resources/mailbox} and is the same at every start but for the dates.
 *
 * <p>One lock per mailbox guards its folders and messages; a {@link
 * com.mailgrant.rehearsal.mailbox.StoredMessage} and its octets never change. Whoever wants to know
 * of changes watches a {@link com.mailgrant.rehearsal.mailbox.Folder} and is called after the lock
 * is released.
 */
@NullMarked
package com.mailgrant.rehearsal.mailbox;

import org.jspecify.annotations.NullMarked;
