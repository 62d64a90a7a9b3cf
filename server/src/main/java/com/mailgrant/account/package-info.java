/**
 * Mail accounts: what the list shows.
 *
 * <ol>
 *   <li>Somebody fills the form or calls the API: {@link com.mailgrant.account.AccountPages#save},
 *       {@link com.mailgrant.account.AccountsApi#create}.
 *   <li>Every field is checked, and says for itself what is wrong with it: {@link
 *       com.mailgrant.account.AccountRules#check}.
 *   <li>The account is saved without needing a connection: {@link
 *       com.mailgrant.account.Accounts#create}.
 *   <li>What happens to it later, a sign-in, a test, a lost grant, moves it from state to state:
 *       {@link com.mailgrant.account.Accounts#step}, {@link com.mailgrant.account.Standing#after}.
 * </ol>
 */
@NullMarked
package com.mailgrant.account;

import org.jspecify.annotations.NullMarked;
