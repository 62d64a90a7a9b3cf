/**
 * The migration desk: off passwords without losing a message.
 *
 * <ol>
 *   <li>The plan lists every account that is to be changed, retained or deleted, and outlives them:
 *       {@link com.mailgrant.migration.Plan#lines}.
 *   <li>A list from a spreadsheet is looked through as a whole before anything is stored: {@link
 *       com.mailgrant.migration.PlanImport#read}.
 * </ol>
 */
@NullMarked
package com.mailgrant.migration;

import org.jspecify.annotations.NullMarked;
