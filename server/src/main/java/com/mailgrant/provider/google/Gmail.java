package com.mailgrant.provider.google;

import com.mailgrant.diagnosis.Finding;
import com.mailgrant.mail.Security;
import com.mailgrant.mail.ServerAddress;
import com.mailgrant.platform.Labels;
import com.mailgrant.platform.Language;
import com.mailgrant.provider.AccountType;
import com.mailgrant.provider.AdminPages;
import com.mailgrant.provider.AuthorityFailures;
import com.mailgrant.provider.Cloud;
import com.mailgrant.provider.ErrorTable.Occasion;
import com.mailgrant.provider.Evidence;
import com.mailgrant.provider.Failure;
import com.mailgrant.provider.FolderRole;
import com.mailgrant.provider.MailProvider;
import com.mailgrant.provider.OAuthEndpoints;
import com.mailgrant.provider.Permission;
import com.mailgrant.provider.SentCopy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Gmail and Google Workspace (facts/microsoft365 12). */
@Component
class Gmail implements MailProvider {
  private static final String ORIGIN = "https://accounts.google.com";
  private static final Cloud GOOGLE =
      new Cloud(
          "google",
          "Gmail",
          AccountType.GMAIL,
          URI.create(ORIGIN),
          "",
          new ServerAddress("imap.gmail.com", 993, Security.TLS),
          new ServerAddress("pop.gmail.com", 995, Security.TLS),
          new ServerAddress("smtp.gmail.com", 587, Security.STARTTLS),
          SentCopy.PROVIDER_FILES_IT,
          new AdminPages(null, null, URI.create("https://admin.google.com/"), null, null));

  @Override
  public AccountType type() {
    return AccountType.GMAIL;
  }

  @Override
  public List<Cloud> clouds() {
    return List.of(GOOGLE);
  }

  @Override
  public List<Permission> permissions(Cloud cloud) {
    return List.of(
        Permission.of("openid", "openid", "Sign you in", "to know who you are"),
        Permission.of(
            "email",
            "email",
            "See your email address",
            "to make sure that the right person signed in"),
        Permission.of(
            "https://mail.google.com/",
            "everything",
            "Read, write and send your mail",
            "to show new mail, to file copies and to send messages from the application"));
  }

  /**
   * Google's own endpoints live on three hosts; a declared cloud has all of them below its
   * authority.
   */
  @Override
  public OAuthEndpoints endpoints(Cloud cloud, String tenant) {
    var authority = cloud.authority().toString();
    boolean original = authority.equals(ORIGIN);
    return new OAuthEndpoints(
        URI.create(authority + "/o/oauth2/v2/auth"),
        URI.create(original ? "https://oauth2.googleapis.com/token" : authority + "/token"),
        URI.create(authority + "/.well-known/openid-configuration"),
        authority,
        URI.create((original ? "https://www.googleapis.com" : authority) + "/oauth2/v3/certs"),
        null);
  }

  /** Without both, a second sign-in brings no refresh token (facts/microsoft365 12.1). */
  @Override
  public Map<String, String> authorizeParameters(String loginHint) {
    return Map.of("access_type", "offline", "prompt", "consent", "login_hint", loginHint);
  }

  @Override
  public Map<String, FolderRole> folderNames() {
    return Map.of(
        "[gmail]/sent mail", FolderRole.SENT,
        "[gmail]/drafts", FolderRole.DRAFT,
        "[gmail]/trash", FolderRole.DELETED,
        "[gmail]/all mail", FolderRole.ARCHIVE,
        "[gmail]/spam", FolderRole.JUNK);
  }

  @Override
  public List<String> foldersWithoutMail() {
    return List.of();
  }

  @Override
  public Finding explain(Failure failure, Evidence evidence) {
    return switch (failure) {
      case Failure.SignInRefused refused ->
          GoogleErrors.explain(refused.error(), Occasion.BROWSER, evidence);
      case Failure.CodeRefused refused ->
          GoogleErrors.explain(refused.error(), Occasion.CODE, evidence);
      case Failure.TokenRefused refused ->
          GoogleErrors.explain(refused.error(), Occasion.REFRESH, evidence);
      case Failure.NoAnswer noAnswer -> AuthorityFailures.explain(noAnswer, evidence);
      case Failure.Lacking lacking -> AuthorityFailures.explain(lacking, evidence);
      case Failure.WrongPerson wrong -> AuthorityFailures.explain(wrong, evidence);
      case Failure.WrongToken wrong -> AuthorityFailures.explain(wrong, evidence);
      case Failure.Mail mail -> GmailReplies.explain(mail.failure(), evidence);
    };
  }

  @Override
  public boolean isForMail(String audience, Cloud cloud) {
    return true;
  }

  @Override
  public List<String> signInScreens() {
    return List.of(
        Labels.of(
            Language.ofReader(),
            "screen.google-account",
            "Choose the account and enter its password."),
        Labels.of(
            Language.ofReader(),
            "screen.google-allow",
            "Read what is asked for and click Continue or Allow."));
  }

  /** Six months (facts/microsoft365 12.4), the shortest that they can be. */
  @Override
  public Optional<Duration> unusedGrantLives() {
    return Optional.of(Duration.ofDays(181));
  }

  @Override
  public Optional<String> passwordsRemoved(String host) {
    return Optional.empty();
  }

  /** facts/microsoft365 13.1. */
  @Override
  public boolean takesMailAt(String exchanger) {
    var host = exchanger.toLowerCase(Locale.ROOT);
    return host.endsWith(".google.com") || host.endsWith(".googlemail.com");
  }
}
