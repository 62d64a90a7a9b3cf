/**
 * The identity provider as Microsoft Entra ID shapes it (facts/microsoft365 1 to 3, 7, 8).
 *
 * <p>What happens at a sign-in:
 *
 * <ol>
 *   <li>the browser brings an authorize request: {@code AuthorizeController}, checked by {@code
 *       AuthorizeRequests}
 *   <li>pages are shown until nothing is open any more: {@code SignInFlow}, answered in {@code
 *       SignInController}
 *   <li>the browser goes back with a code, or with an error: {@code ReturnAddress}
 *   <li>the application turns the code into tokens: {@code TokenController}, {@code CodeGrant}
 *   <li>and later the refresh token into new ones: {@code RefreshGrant}
 * </ol>
 */
@NullMarked
package com.mailgrant.rehearsal.identity;

import org.jspecify.annotations.NullMarked;
