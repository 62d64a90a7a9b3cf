/**
 * Who may use Mailgrant itself.
 *
 * <ol>
 *   <li>{@link com.mailgrant.access.AccessRules} says which request needs what.
 *   <li>The administrator signs in with a password, on the page of {@link
 *       com.mailgrant.access.SignInController#signIn}; {@link
 *       com.mailgrant.access.GuardedSignIn#authenticate} checks it and slows guessing down.
 *   <li>Programs bear a key from {@link com.mailgrant.access.ApiKeyPages#create} or from the
 *       configuration; {@link com.mailgrant.access.ApiKeys#use} knows it by its hash and counts the
 *       call; {@link com.mailgrant.access.ScopeCheck#preHandle} compares its scopes with what the
 *       endpoint {@link com.mailgrant.access.Needs}.
 *   <li>Either becomes the {@link com.mailgrant.access.Caller} that controllers ask for.
 * </ol>
 */
@NullMarked
package com.mailgrant.access;

import org.jspecify.annotations.NullMarked;
