/**
 * Reading, live from the server and without a copy here:
 *
 * <ol>
 *   <li>the newest messages of a folder or of all mapped folders, or those that a search finds:
 *       {@link com.mailgrant.inbox.Reading#list}, folder by folder in {@link
 *       com.mailgrant.inbox.FolderScan}; {@link com.mailgrant.inbox.MessageCursor} says where the
 *       next page goes on;
 *   <li>one message with its text and the names of its attachments: {@link
 *       com.mailgrant.inbox.Reading#read}, taken apart by {@link com.mailgrant.inbox.MimeReader};
 *   <li>its HTML, made harmless by {@link com.mailgrant.inbox.SafeHtml} and shown in a frame where
 *       nothing runs: {@link com.mailgrant.inbox.InboxPages#body};
 *   <li>marked, moved and deleted on the server: {@link com.mailgrant.inbox.Filing}.
 * </ol>
 */
@NullMarked
package com.mailgrant.inbox;

import org.jspecify.annotations.NullMarked;
