package com.mailgrant.provider;

import com.mailgrant.mail.MailFailure;

/** What a provider is asked to explain. */
public sealed interface Failure {
  /** The authority sent the browser back with an error. */
  record SignInRefused(TokenError error) implements Failure {}

  /** The token endpoint did not take the code of a sign-in. */
  record CodeRefused(TokenError error) implements Failure {}

  /** The token endpoint said no to a refresh. */
  record TokenRefused(TokenError error) implements Failure {}

  /** The authority gave no usable answer; it says nothing about the grant. */
  record NoAnswer(Trouble trouble, String host, String detail) implements Failure {}

  /** What came back from the authority lacks something that is needed. */
  record Lacking(What what, String detail) implements Failure {}

  /** The person who signed in is not the one of the account. */
  record WrongPerson(String signedIn, String expected) implements Failure {}

  /** The token is good but not for this use. */
  record WrongToken(Flaw flaw, String detail) implements Failure {}

  /** A mail server failed or refused. */
  record Mail(MailFailure failure) implements Failure {}

  /** Why an authority gave no usable answer. */
  enum Trouble {
    UNREACHABLE,
    TIMED_OUT,
    TLS,
    SERVER_ERROR,
    THROTTLED,
    GARBLED
  }

  /** What was missing in the authority's answer. */
  enum What {
    REFRESH_TOKEN,
    IDENTITY,
    /** The id token does not verify: signature, issuer, audience, time or nonce. */
    PROOF_OF_IDENTITY
  }

  /** What is wrong with an access token, as far as its claims show it. */
  enum Flaw {
    AUDIENCE,
    SCOPES,
    IDENTITY,
    CLOCK
  }
}
