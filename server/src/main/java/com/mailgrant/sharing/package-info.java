/**
 * Who of the application's people may use which account, and through which account a message
 * leaves.
 *
 * <ol>
 *   <li>Setup &gt; Configuration &gt; Email &gt; Access is {@link
 *       com.mailgrant.sharing.SharingPages}; programs use {@link com.mailgrant.sharing.SharingApi}.
 *   <li>Users are the application's: Mailgrant knows no more of them than an id.
 *   <li>A program that calls for one of them passes {@link com.mailgrant.sharing.RightsCheck}.
 *   <li>Whoever sends asks {@link com.mailgrant.sharing.Sharing#route} for the account that does.
 * </ol>
 */
@NullMarked
package com.mailgrant.sharing;

import org.jspecify.annotations.NullMarked;
