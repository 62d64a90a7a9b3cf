/**
 * What happens when Login is pressed:
 *
 * <ol>
 *   <li>The button, or a program, asks to begin: {@link
 *       com.mailgrant.login.LoginPages#loginPressed}, {@link com.mailgrant.login.LoginApi#login}.
 *   <li>State, nonce and PKCE verifier are kept for a short time and one use, bound to the account:
 *       {@link com.mailgrant.login.Login#start}.
 *   <li>The browser goes to the provider's page and comes back: {@link
 *       com.mailgrant.login.LoginPages#browserReturned}.
 *   <li>The state is used up, and the code becomes tokens: {@link
 *       com.mailgrant.login.Login#finish}.
 *   <li>The identity token is verified: {@link com.mailgrant.login.IdTokens#verify}.
 *   <li>Who signed in is compared with the account; only then the grant is stored: {@link
 *       com.mailgrant.token.Tokens#keep}.
 *   <li>A page says who, which tenant and what was granted, or what went wrong: {@link
 *       com.mailgrant.login.LoginPages#result}.
 * </ol>
 */
@NullMarked
package com.mailgrant.login;

import org.jspecify.annotations.NullMarked;
