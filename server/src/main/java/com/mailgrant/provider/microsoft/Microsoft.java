package com.mailgrant.provider.microsoft;

import com.mailgrant.diagnosis.Finding;
import com.mailgrant.mail.MailFailure;
import com.mailgrant.platform.Labels;
import com.mailgrant.platform.Language;
import com.mailgrant.provider.AuthorityFailures;
import com.mailgrant.provider.Cloud;
import com.mailgrant.provider.ErrorTable.Occasion;
import com.mailgrant.provider.Evidence;
import com.mailgrant.provider.Failure;
import com.mailgrant.provider.FolderNames;
import com.mailgrant.provider.FolderRole;
import com.mailgrant.provider.MailProvider;
import com.mailgrant.provider.OAuthEndpoints;
import com.mailgrant.provider.Permission;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What work accounts and personal accounts have in common. */
abstract sealed class Microsoft implements MailProvider permits Microsoft365, OutlookCom {
  private static final Pattern HOSTS =
      Pattern.compile(
          "(?i).*\\.(office365\\.com|office365\\.us|outlook\\.com|outlook\\.cn|hotmail\\.com|live\\.com)");

  @Override
  public List<Permission> permissions(Cloud cloud) {
    return MicrosoftEndpoints.permissions(cloud);
  }

  @Override
  public OAuthEndpoints endpoints(Cloud cloud, String tenant) {
    return MicrosoftEndpoints.of(cloud, tenant);
  }

  /**
   * Never {@code prompt=consent}: it asks again what an administrator has granted (facts/diagnosis
   * D09).
   */
  @Override
  public Map<String, String> authorizeParameters(String loginHint) {
    return Map.of("prompt", "select_account", "login_hint", loginHint);
  }

  @Override
  public Map<String, FolderRole> folderNames() {
    return FolderNames.USUAL;
  }

  @Override
  public List<String> foldersWithoutMail() {
    return ExchangeFolders.WITHOUT_MAIL;
  }

  @Override
  public Optional<Duration> pauseAsked(MailFailure failure) {
    return ExchangeReplies.pauseAsked(failure);
  }

  /** Facts/microsoft365 4.3. */
  @Override
  public boolean standsForAnother(String from, String subject) {
    return from.startsWith("Microsoft Exchange Server")
        && subject.startsWith("Retrieval using the ")
        && subject.contains(" protocol failed for the following message");
  }

  @Override
  public Finding explain(Failure failure, Evidence evidence) {
    return switch (failure) {
      case Failure.SignInRefused refused ->
          MicrosoftErrors.explain(refused.error(), Occasion.BROWSER, evidence);
      case Failure.CodeRefused refused ->
          MicrosoftErrors.explain(refused.error(), Occasion.CODE, evidence);
      case Failure.TokenRefused refused ->
          MicrosoftErrors.explain(refused.error(), Occasion.REFRESH, evidence);
      case Failure.NoAnswer noAnswer -> AuthorityFailures.explain(noAnswer, evidence);
      case Failure.Lacking lacking -> AuthorityFailures.explain(lacking, evidence);
      case Failure.WrongPerson wrong -> AuthorityFailures.explain(wrong, evidence);
      case Failure.WrongToken wrong -> AuthorityFailures.explain(wrong, evidence);
      case Failure.Mail mail -> ExchangeReplies.explain(mail.failure(), evidence);
    };
  }

  @Override
  public boolean isForMail(String audience, Cloud cloud) {
    return MicrosoftTokens.isForMail(audience, cloud);
  }

  @Override
  public List<String> signInScreens() {
    return List.of(
        Labels.of(
            Language.ofReader(),
            "screen.microsoft-sign-in",
            "Sign in: choose the account, enter its password and click Sign in."),
        Labels.of(
            Language.ofReader(),
            "screen.microsoft-permissions",
            "Permissions requested: read them and click Accept. It comes once, unless an administrator has accepted for all."),
        Labels.of(
            Language.ofReader(),
            "screen.microsoft-stay",
            "Stay signed in?: click Yes or No; both are fine."));
  }

  /** facts/microsoft365 3.1. */
  @Override
  public Optional<Duration> unusedGrantLives() {
    return Optional.of(Duration.ofDays(90));
  }

  @Override
  public Optional<String> passwordsRemoved(String host) {
    return HOSTS.matcher(host).matches()
        ? Optional.of(
            "Microsoft has removed password sign-in from its mail servers; use OAuth instead.")
        : Optional.empty();
  }
}
