/**
 * The migration desk: off passwords without losing a message.
 *
 * <ol>
 *   <li>The plan lists every account that is to be changed, retained or deleted, and outlives them.
 *       Its pages come from the database; where a line with an account stands, the accounts tell:
 *       {@link com.mailgrant.migration.Plan#page}, {@link com.mailgrant.migration.PlanLine#stage}.
 *   <li>A list from a spreadsheet is looked through as a whole before anything is stored: {@link
 *       com.mailgrant.migration.PlanImport#read}. What an address uses, its domain tells: {@link
 *       com.mailgrant.migration.Discovery#look}.
 *   <li>Each person signs in by a link of their own: {@link
 *       com.mailgrant.migration.Invitations#invite}. Or the application signs in for itself: {@link
 *       com.mailgrant.migration.Rounds#connectMissing}.
 *   <li>The new way is proved beside the password, and one transaction switches over, or back:
 *       {@link com.mailgrant.migration.ConversionDesk#convert}, {@link
 *       com.mailgrant.account.Conversions#switchOver}.
 *   <li>Somebody else gets the plan and nothing else for a time: {@link
 *       com.mailgrant.migration.Delegations#make}.
 * </ol>
 */
@NullMarked
package com.mailgrant.migration;

import org.jspecify.annotations.NullMarked;
