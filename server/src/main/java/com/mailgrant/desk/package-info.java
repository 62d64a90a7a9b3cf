/**
 * The desk for those who have to act elsewhere: administrators of the tenant and of its mail
 * servers.
 *
 * <ol>
 *   <li>A sign-in or a test ends with a diagnosis whose actor is an administrator.
 *   <li>{@link com.mailgrant.desk.ConsentDesk} has the link and the text to forward, and knows
 *       since when the account waits; {@link com.mailgrant.desk.SendingDesk} has the task card for
 *       the mail servers, one a tenant.
 *   <li>The administrator comes back through {@link com.mailgrant.desk.AdministratorReturn}, or
 *       somebody says <i>Saved it</i>.
 *   <li>Every account that waited for the same thing moves on by itself; nothing is entered again.
 * </ol>
 */
@NullMarked
package com.mailgrant.desk;

import org.jspecify.annotations.NullMarked;
