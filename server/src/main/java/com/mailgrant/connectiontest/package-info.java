/**
 * Test Connection: proves an account step by step, always with a token that was issued for this
 * test, and explains the first step that fails. It never sends mail.
 *
 * <ol>
 *   <li>The button or a program asks: {@link com.mailgrant.connectiontest.TestPages#pressed},
 *       {@link com.mailgrant.connectiontest.TestApi#test}.
 *   <li>The steps run in the order of {@link com.mailgrant.connectiontest.Check}: {@link
 *       com.mailgrant.connectiontest.ConnectionTest#run}.
 *   <li>Each result is stored as it comes, so that the page shows it while the rest still runs, on
 *       any node.
 *   <li>The account learns the outcome: {@link com.mailgrant.account.Accounts#proved}.
 * </ol>
 */
@NullMarked
package com.mailgrant.connectiontest;

import org.jspecify.annotations.NullMarked;
