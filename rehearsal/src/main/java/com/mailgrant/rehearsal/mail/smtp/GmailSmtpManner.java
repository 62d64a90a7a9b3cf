package com.mailgrant.rehearsal.mail.smtp;

import com.mailgrant.rehearsal.mail.GoogleChallenge;
import com.mailgrant.rehearsal.mail.SignIn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Gmail (facts/microsoft365 12.2, 12.3; most texts from memory there). */
final class GmailSmtpManner implements SmtpManner {
  @Override
  public String host() {
    return "smtp.gmail.example";
  }

  @Override
  public Reply greeting(Instant now, String session) {
    return Reply.of(220, host() + " ESMTP " + session + " - gsmtp");
  }

  @Override
  public String hello(String client) {
    return host() + " at your service, [" + client + "]";
  }

  @Override
  public List<String> extensions() {
    return List.of(
        "SIZE 35882577", "8BITMIME", "ENHANCEDSTATUSCODES", "PIPELINING", "CHUNKING", "SMTPUTF8");
  }

  @Override
  public String mechanisms(boolean oauth) {
    return oauth ? "LOGIN PLAIN XOAUTH2 OAUTHBEARER" : "LOGIN PLAIN";
  }

  @Override
  public Optional<String> challenge(String mechanism) {
    return Optional.of(GoogleChallenge.of(mechanism));
  }

  @Override
  public Reply refused(SignIn.Refusal refusal) {
    return switch (refusal) {
      case TOKEN, SWITCHED_OFF, SMTP_OFF_FOR_ORGANIZATION, SMTP_OFF_FOR_MAILBOX ->
          passwordRefused();
      case TOO_MANY_CONNECTIONS -> Reply.of(421, "4.7.0 Too many simultaneous connections.");
      case BUSY -> Reply.of(421, "4.3.0 Temporary System Problem. Try again later.");
      case NOT_OFFERED -> Reply.of(504, "5.7.4 Unrecognized Authentication Type");
    };
  }

  @Override
  public Reply malformed() {
    return Reply.of(501, "5.5.2 Cannot Decode response");
  }

  @Override
  public Reply passwordRefused() {
    return Reply.of(
        535,
        "5.7.8 Username and Password not accepted. For more information, go to",
        "5.7.8  https://support.google.com/mail/?p=BadCredentials");
  }

  @Override
  public Reply signedIn() {
    return Reply.of(235, "2.7.0 Accepted");
  }

  @Override
  public Reply notSignedIn() {
    return Reply.of(530, "5.7.0 Authentication Required.");
  }

  @Override
  public Reply busy(String client) {
    return Reply.of(451, "4.3.0 Temporary System Problem. Try again later.");
  }

  @Override
  public Reply recipientRefused(String address) {
    return Reply.of(550, "5.1.1 The email account that you tried to reach does not exist.");
  }

  @Override
  public Reply tooManyRecipients() {
    return Reply.of(452, "4.5.3 Your message has too many recipients.");
  }

  @Override
  public int mostRecipients() {
    return 100;
  }

  @Override
  public int largestMessage() {
    return 35_882_577;
  }

  @Override
  public Reply tooLarge() {
    return Reply.of(552, "5.3.4 Your message exceeded Google's message size limits.");
  }

  /** Gmail writes the right sender into the message instead. */
  @Override
  public Optional<Reply> sendAsDenied(String person, String address) {
    return Optional.empty();
  }

  @Override
  public Reply quotaExceeded() {
    return Reply.of(550, "5.4.5 Daily user sending limit exceeded.");
  }

  @Override
  public Reply mailboxFull() {
    return Reply.of(452, "4.2.2 The email account is out of storage space.");
  }

  @Override
  public Reply accepted(String messageId, Instant now, String session) {
    return Reply.of(250, "2.0.0 OK  " + now.getEpochSecond() + " " + session + " - gsmtp");
  }

  @Override
  public String trace(Instant now, String session) {
    return " " + session + " - gsmtp";
  }

  @Override
  public boolean paces() {
    return false;
  }
}
