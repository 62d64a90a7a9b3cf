/**
 * What is known of mailboxes, and how it becomes events, each told once. Who looks, and when, is
 * the business of {@code watch}.
 *
 * <ol>
 *   <li>A round looks at all watched folders over one session: {@link
 *       com.mailgrant.sync.MailboxRound#all}. Folders of which the counts are as before are not
 *       opened.
 *   <li>A folder that is new, renamed, numbered anew or missing: {@link
 *       com.mailgrant.sync.FolderKeeping#current}.
 *   <li>The first time, all that is there is recorded in silence, in chunks: {@link
 *       com.mailgrant.sync.FirstSync#go}.
 *   <li>From then on: new messages, changed flags, departures: {@link
 *       com.mailgrant.sync.FolderLook#look}.
 *   <li>Row and event are written in one transaction, and the row decides: whoever inserts or
 *       deletes it tells so: {@link com.mailgrant.sync.Arrivals#take}. A process killed at any
 *       point leaves nothing half told.
 *   <li>An arrival and a departure may be two halves of a move; they wait for each other for one
 *       round: {@link com.mailgrant.sync.Moves}.
 *   <li>Reports about sent messages are read and handed to the outbox: {@link
 *       com.mailgrant.sync.ReportReader}.
 *   <li>POP3 mailboxes are known by UIDL: {@link com.mailgrant.sync.DropRound#look}.
 * </ol>
 */
@NullMarked
package com.mailgrant.sync;

import org.jspecify.annotations.NullMarked;
