/**
 * Reading, live from the server and without a copy here:
 *
 * <ol>
 *   <li>the newest messages of a folder, or those that a search finds: {@link
 *       com.mailgrant.inbox.Reading#list};
 *   <li>one message with its text and the names of its attachments: {@link
 *       com.mailgrant.inbox.Reading#read}.
 * </ol>
 */
@NullMarked
package com.mailgrant.inbox;

import org.jspecify.annotations.NullMarked;
