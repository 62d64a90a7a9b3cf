package com.mailgrant.provider.google;

import com.mailgrant.diagnosis.Catalogue;
import com.mailgrant.diagnosis.Finding;
import com.mailgrant.mail.MailFailure;
import com.mailgrant.mail.Reply;
import com.mailgrant.mail.Stage;
import com.mailgrant.provider.Evidence;
import com.mailgrant.provider.MailReplies;

/** What Gmail's replies mean: the table {@code provider/google-replies.yaml}. */
final class GmailReplies {
  private static final MailReplies REPLIES = new MailReplies("google-replies");

  private GmailReplies() {}

  static Finding explain(MailFailure failure, Evidence evidence) {
    return REPLIES.explain(failure, evidence, GmailReplies::beyond);
  }

  private static String beyond(Stage stage, Reply reply, Evidence evidence) {
    if (MailReplies.isTransient(reply)) {
      return "D37";
    }
    return switch (stage) {
      case IMAP_AUTHENTICATE, SMTP_AUTHENTICATE, POP_AUTHENTICATE ->
          evidence.usesOAuth() ? "D131" : "D53";
      case SMTP_MAIL, SMTP_RCPT, SMTP_DATA, SMTP_END_OF_DATA -> "D57";
      default -> Catalogue.UNKNOWN;
    };
  }
}
