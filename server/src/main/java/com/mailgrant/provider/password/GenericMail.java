package com.mailgrant.provider.password;

import com.mailgrant.diagnosis.Catalogue;
import com.mailgrant.diagnosis.Finding;
import com.mailgrant.mail.Reply;
import com.mailgrant.mail.Stage;
import com.mailgrant.provider.AccountType;
import com.mailgrant.provider.AuthorityFailures;
import com.mailgrant.provider.Cloud;
import com.mailgrant.provider.Evidence;
import com.mailgrant.provider.Failure;
import com.mailgrant.provider.FolderNames;
import com.mailgrant.provider.FolderRole;
import com.mailgrant.provider.MailProvider;
import com.mailgrant.provider.MailReplies;
import com.mailgrant.provider.OAuthEndpoints;
import com.mailgrant.provider.Permission;
import com.mailgrant.provider.TokenError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** A mail server of any make that takes user name and password. */
@Component
class GenericMail implements MailProvider {
  private static final MailReplies REPLIES = new MailReplies("generic-replies");

  @Override
  public AccountType type() {
    return AccountType.GENERIC;
  }

  @Override
  public List<Cloud> clouds() {
    return List.of();
  }

  @Override
  public List<Permission> permissions(Cloud cloud) {
    return List.of();
  }

  @Override
  public OAuthEndpoints endpoints(Cloud cloud, String tenant) {
    throw new IllegalStateException("A Generic Mail account has no authority");
  }

  @Override
  public Map<String, String> authorizeParameters(String loginHint) {
    return Map.of();
  }

  @Override
  public Map<String, FolderRole> folderNames() {
    return FolderNames.USUAL;
  }

  @Override
  public boolean bringsFolders() {
    return false;
  }

  @Override
  public List<String> foldersWithoutMail() {
    return List.of();
  }

  @Override
  public Finding explain(Failure failure, Evidence evidence) {
    return switch (failure) {
      case Failure.Mail mail -> REPLIES.explain(mail.failure(), evidence, GenericMail::code);
      case Failure.NoAnswer noAnswer -> AuthorityFailures.explain(noAnswer, evidence);
      case Failure.Lacking lacking -> AuthorityFailures.explain(lacking, evidence);
      case Failure.WrongPerson wrong -> AuthorityFailures.explain(wrong, evidence);
      case Failure.WrongToken wrong -> AuthorityFailures.explain(wrong, evidence);
      case Failure.SignInRefused refused -> unknown(refused.error(), evidence);
      case Failure.CodeRefused refused -> unknown(refused.error(), evidence);
      case Failure.TokenRefused refused -> unknown(refused.error(), evidence);
    };
  }

  @Override
  public boolean isForMail(String audience, Cloud cloud) {
    return true;
  }

  @Override
  public List<String> signInScreens() {
    return List.of();
  }

  @Override
  public Optional<String> passwordsRemoved(String host) {
    return Optional.empty();
  }

  /** Nobody signs in to a password account at an authority. */
  private static Finding unknown(TokenError error, Evidence evidence) {
    var values = new LinkedHashMap<>(evidence.values());
    values.put("detail", error.error() + ": " + error.description());
    return new Finding(Catalogue.UNKNOWN, values, error.description(), error.trace());
  }

  private static String code(Stage stage, Reply reply, Evidence evidence) {
    if (MailReplies.isTransient(reply)) {
      return "D37";
    }
    return switch (stage) {
      case IMAP_AUTHENTICATE, SMTP_AUTHENTICATE, POP_AUTHENTICATE -> "D53";
      case SMTP_MAIL, SMTP_RCPT, SMTP_DATA, SMTP_END_OF_DATA -> "D57";
      default -> Catalogue.UNKNOWN;
    };
  }
}
