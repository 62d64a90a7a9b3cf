package com.mailgrant.rehearsal.mail.smtp;

import com.mailgrant.rehearsal.mail.SignIn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The words and habits in which Exchange and Gmail differ. */
interface SmtpManner {
  /** Name of the server. */
  String host();

  /** First line of the dialogue. */
  Reply greeting(Instant now, String session);

  /** First line of the answer to EHLO. */
  String hello(String client);

  /** What EHLO announces, without STARTTLS and AUTH. */
  List<String> extensions();

  /** Mechanisms behind AUTH. */
  String mechanisms(boolean oauth);

  /** JSON that explains a refused token before the last word comes. */
  Optional<String> challenge(String mechanism);

  /** To a token. */
  Reply refused(SignIn.Refusal refusal);

  /** To an XOAUTH2 response that cannot be read. */
  Reply malformed();

  /** To a password. */
  Reply passwordRefused();

  /** To AUTH when all went well. */
  Reply signedIn();

  /** To MAIL of a stranger. */
  Reply notSignedIn();

  /** To MAIL while the servers are busy. */
  Reply busy(String client);

  /** To RCPT, when nobody may be written to. */
  Reply recipientRefused(String address);

  /** To one RCPT too many. */
  Reply tooManyRecipients();

  /** In one message. */
  int mostRecipients();

  /** In octets; less than what EHLO announces. */
  int largestMessage();

  /** To a message that is larger. */
  Reply tooLarge();

  /** To a message with the wrong sender; empty where the sender is corrected instead. */
  Optional<Reply> sendAsDenied(String person, String address);

  /** To a message beyond the daily quota. */
  Reply quotaExceeded();

  /** To a message for whose copy in Sent there is no room. */
  Reply mailboxFull();

  /** To a message that was taken. */
  Reply accepted(String messageId, Instant now, String session);

  /** Added to the last line of every refusal. */
  String trace(Instant now, String session);

  /** Whether messages beyond 30 a minute have to wait. */
  boolean paces();
}
