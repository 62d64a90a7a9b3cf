package com.mailgrant.rehearsal.mail.imap;

import com.mailgrant.rehearsal.mail.Account;
import com.mailgrant.rehearsal.mail.GoogleChallenge;
import com.mailgrant.rehearsal.mail.SignIn;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Gmail (facts/microsoft365 12.2, 12.3), without the extensions that are not played. */
final class GmailManner implements Manner {
  @Override
  public String greeting() {
    return "Gimap ready for requests from 127.0.0.1 "
        + UUID.randomUUID().toString().replace("-", "").substring(0, 20);
  }

  @Override
  public String capabilities(@Nullable Account account, boolean oauth) {
    var common = "IMAP4rev1 UNSELECT IDLE NAMESPACE ID CHILDREN ";
    if (account != null) {
      return common + "UIDPLUS MOVE LITERAL- SPECIAL-USE";
    }
    return common
        + "SASL-IR "
        + (oauth ? "AUTH=XOAUTH2 AUTH=PLAIN AUTH=OAUTHBEARER" : "AUTH=PLAIN");
  }

  @Override
  public List<String> mechanisms() {
    return List.of("XOAUTH2", "OAUTHBEARER");
  }

  @Override
  public Optional<String> challenge(String mechanism) {
    return Optional.of(GoogleChallenge.of(mechanism));
  }

  @Override
  public String refused(SignIn.Refusal refusal) {
    return switch (refusal) {
      case BUSY -> "[UNAVAILABLE] Temporary System Error (Failure)";
      case SWITCHED_OFF -> "[ALERT] Your account is not enabled for IMAP use. (Failure)";
      case TOKEN,
          SMTP_OFF_FOR_ORGANIZATION,
          SMTP_OFF_FOR_MAILBOX,
          TOO_MANY_CONNECTIONS,
          NOT_OFFERED ->
          "[AUTHENTICATIONFAILED] Invalid credentials (Failure)";
    };
  }

  @Override
  public String signedIn(Account account) {
    return account.mailbox().address() + " authenticated (Success)";
  }

  @Override
  public boolean tellsCapabilities() {
    return true;
  }

  @Override
  public String loginRefused() {
    return "[AUTHENTICATIONFAILED] Invalid credentials (Failure)";
  }

  @Override
  public String completed(String command) {
    return "Success";
  }

  @Override
  public String failed(String command) {
    return command + " not possible (Failure)";
  }

  @Override
  public String noSuchFolder(String encodedName) {
    return "[NONEXISTENT] Unknown Mailbox: " + encodedName + " (Failure)";
  }

  @Override
  public String noTarget() {
    return "[TRYCREATE] No folder of that name (Failure)";
  }

  @Override
  public String unknownCommand() {
    return "Unknown command";
  }

  @Override
  public String badArgument() {
    return "Could not parse command";
  }

  @Override
  public String wrongState() {
    return "Command not allowed in this state";
  }

  @Override
  public String goAhead() {
    return "go ahead";
  }

  @Override
  public String idling() {
    return "idling";
  }

  @Override
  public String farewell() {
    return "LOGOUT Requested";
  }

  @Override
  public String closed() {
    return "Session expired, please login again.";
  }

  @Override
  public String tokenRanOut() {
    return closed();
  }

  @Override
  public String identity() {
    return "(\"name\" \"GImap\" \"vendor\" \"Google, Inc.\")";
  }

  @Override
  public boolean showsAttributes(Account account) {
    return true;
  }

  @Override
  public boolean searchesIn(String charset) {
    return charset.equalsIgnoreCase("UTF-8");
  }

  @Override
  public boolean throttles() {
    return false;
  }
}
