package com.mailgrant.token;

import com.mailgrant.provider.Failure;

/** What became of the wish for an access token. */
public sealed interface TokenOutcome {
  /** Here it is. */
  record Ready(AccessToken token) implements TokenOutcome {}

  /** Nobody has signed in, or the account was deleted meanwhile. */
  record NotSignedIn() implements TokenOutcome {}

  /**
   * Something is out of order that has nothing to do with the grant: network, authority, settings
   * of the app.
   */
  record Troubled(Failure why) implements TokenOutcome {}

  /** The grant is dead. */
  record LoginNeeded(Failure why) implements TokenOutcome {}
}
