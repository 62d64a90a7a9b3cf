package com.mailgrant.rehearsal.mail.smtp;

import com.mailgrant.rehearsal.mail.SignIn;
import com.mailgrant.rehearsal.mime.MailDates;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Exchange Online (facts/microsoft365 4.6, 5.2, 6). */
final class ExchangeSmtpManner implements SmtpManner {
  static final int ANNOUNCED_SIZE = 157_286_400;

  @Override
  public String host() {
    return "RH0P101CA0001.REHEARSAL.PROD.OUTLOOK.EXAMPLE";
  }

  @Override
  public Reply greeting(Instant now, String session) {
    return Reply.of(
        220,
        host()
            + " Microsoft ESMTP MAIL Service ready at "
            + MailDates.write(now)
            + " ["
            + session
            + "]");
  }

  @Override
  public String hello(String client) {
    return host() + " Hello [" + client + "]";
  }

  @Override
  public List<String> extensions() {
    return List.of(
        "SIZE " + ANNOUNCED_SIZE,
        "PIPELINING",
        "DSN",
        "ENHANCEDSTATUSCODES",
        "8BITMIME",
        "BINARYMIME",
        "CHUNKING",
        "SMTPUTF8");
  }

  @Override
  public String mechanisms(boolean oauth) {
    return oauth ? "LOGIN XOAUTH2" : "LOGIN";
  }

  @Override
  public Optional<String> challenge(String mechanism) {
    return Optional.empty();
  }

  @Override
  public Reply refused(SignIn.Refusal refusal) {
    return switch (refusal) {
      case TOKEN, SWITCHED_OFF -> Reply.of(535, "5.7.3 Authentication unsuccessful");
      case SMTP_OFF_FOR_ORGANIZATION -> switchedOff("Tenant");
      case SMTP_OFF_FOR_MAILBOX -> switchedOff("Mailbox");
      case TOO_MANY_CONNECTIONS ->
          Reply.of(
              432,
              "4.3.2 Concurrent connections limit exceeded. Visit https://aka.ms/concurrent_sending"
                  + " for more information.");
      case BUSY -> Reply.of(421, "4.3.2 Service not available");
      case NOT_OFFERED -> Reply.of(504, "5.7.4 Unrecognized authentication type");
    };
  }

  private static Reply switchedOff(String level) {
    return Reply.of(
        535,
        "5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the "
            + level
            + ". Visit https://aka.ms/smtp_auth_disabled for more information.");
  }

  @Override
  public Reply malformed() {
    return Reply.of(501, "5.5.124 Invalid XOAUTH2 auth data");
  }

  @Override
  public Reply passwordRefused() {
    return Reply.of(535, "5.7.139 Authentication unsuccessful, basic authentication is disabled.");
  }

  @Override
  public Reply signedIn() {
    return Reply.of(235, "2.7.0 Authentication successful");
  }

  @Override
  public Reply notSignedIn() {
    return Reply.of(530, "5.7.57 Client not authenticated to send mail.");
  }

  @Override
  public Reply busy(String client) {
    return Reply.of(451, "4.7.500 Server busy. Please try again later from [" + client + "].");
  }

  @Override
  public Reply recipientRefused(String address) {
    return Reply.of(
        550,
        "5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient "
            + address
            + " not found by SMTP address lookup");
  }

  @Override
  public Reply tooManyRecipients() {
    return Reply.of(452, "4.5.3 Too many recipients");
  }

  @Override
  public int mostRecipients() {
    return 500;
  }

  @Override
  public int largestMessage() {
    return 35 * 1024 * 1024;
  }

  @Override
  public Reply tooLarge() {
    return Reply.of(552, "5.3.4 Message size exceeds fixed maximum message size");
  }

  @Override
  public Optional<Reply> sendAsDenied(String person, String address) {
    return Optional.of(
        Reply.of(
            554,
            "5.2.252 SendAsDenied; "
                + person
                + " not allowed to send as "
                + address
                + "; STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied;"
                + " Failed to process message due to a permanent exception with message Cannot"
                + " submit message."));
  }

  @Override
  public Reply quotaExceeded() {
    return Reply.of(
        554,
        "5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException; Failed to process"
            + " message due to a permanent exception.");
  }

  @Override
  public Reply mailboxFull() {
    return Reply.of(
        554,
        "5.2.2 mailbox full; STOREDRV.Submission.Exception:QuotaExceededException."
            + "MapiExceptionShutoffQuotaExceeded");
  }

  @Override
  public Reply accepted(String messageId, Instant now, String session) {
    return Reply.of(250, "2.0.0 OK " + messageId + " [Hostname=" + host() + "]");
  }

  @Override
  public String trace(Instant now, String session) {
    return " [" + host() + " " + now.truncatedTo(ChronoUnit.MILLIS) + " " + session + "]";
  }

  @Override
  public boolean paces() {
    return true;
  }
}
