/**
 * Keeps grants alive. A room that needs a token asks {@link
 * com.mailgrant.token.Tokens#accessToken}:
 *
 * <ol>
 *   <li>a cached token that is fresh enough is returned;
 *   <li>otherwise one refresher, on whichever node, takes the grant's row lock and looks again;
 *   <li>it asks the authority ({@link com.mailgrant.token.TokenEndpoint}) with exactly the scopes
 *       of the sign-in;
 *   <li>the new refresh token is stored in the transaction that releases the lock;
 *   <li>a refusal by the authority is told apart from a disturbance: only the first costs the
 *       grant.
 * </ol>
 *
 * {@link com.mailgrant.token.DailyRefresh} does the same for accounts at rest, so that no grant
 * dies of disuse.
 */
@NullMarked
package com.mailgrant.token;

import org.jspecify.annotations.NullMarked;
