package com.mailgrant.provider;

import com.mailgrant.diagnosis.Finding;
import com.mailgrant.mail.MailFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One kind of mail service. Everything in which it differs from the others is behind these methods.
 */
public interface MailProvider {
  /** The type of account that it serves. */
  AccountType type();

  /** The clouds that it has without any configuration; the first is the default. */
  List<Cloud> clouds();

  /** What a sign-in asks for. Refreshes ask for exactly the same (facts/diagnosis D06). */
  List<Permission> permissions(Cloud cloud);

  /**
   * Where to sign in.
   *
   * @param tenant from the app registration
   */
  OAuthEndpoints endpoints(Cloud cloud, String tenant);

  /** What the authorize request carries beyond RFC 6749, OpenID Connect and PKCE. */
  Map<String, String> authorizeParameters(String loginHint);

  /** Names that this service gives to folders with a role, by lower-case name. */
  Map<String, FolderRole> folderNames();

  /**
   * Whether each mailbox has its folders from the first day. Where it has not, mail programs make
   * those that they need.
   */
  default boolean bringsFolders() {
    return true;
  }

  /** Folders that hold no mail although they are listed, in lower case. */
  List<String> foldersWithoutMail();

  /** What a failure means here. */
  Finding explain(Failure failure, Evidence evidence);

  /** Whether a token for this audience is one that the mail servers of this cloud take. */
  boolean isForMail(String audience, Cloud cloud);

  /** The steps of a sign-in that a person sees there, in order; empty where nobody signs in. */
  List<String> signInScreens();

  /**
   * The template with the task card for the administrator of the mail servers; empty where sending
   * needs nothing from such a person.
   */
  default Optional<String> sendingCard() {
    return Optional.empty();
  }

  /** Codes of the diagnoses that the task on {@link #sendingCard} cures. */
  default Set<String> sendingSwitch() {
    return Set.of();
  }

  /** The template that tells an administrator how to consent; empty where none is needed. */
  default Optional<String> consentCard() {
    return Optional.empty();
  }

  /** How an application signs in there without a person; empty where it cannot. */
  default Optional<ApplicationAccess> applicationAccess() {
    return Optional.empty();
  }

  /** A reason for which an account of this type must not use a password with this host, if any. */
  Optional<String> passwordsRemoved(String host);

  /**
   * Whether this host, as a domain's MX record names it, takes mail in for accounts of this type.
   */
  default boolean takesMailAt(String exchanger) {
    return false;
  }

  /** After how long without use a grant ends there; empty where no such rule is known. */
  default Optional<Duration> unusedGrantLives() {
    return Optional.empty();
  }

  /** How long a server that refused asks to be left alone; empty where it does not say. */
  default Optional<Duration> pauseAsked(MailFailure failure) {
    return Optional.empty();
  }

  /**
   * Whether a message is none, but the server's word that it cannot deliver the one in this place.
   */
  default boolean standsForAnother(String from, String subject) {
    return false;
  }

  /** Whether accounts of this type sign in with OAuth 2.0 at all. */
  default boolean usesOAuth() {
    return !clouds().isEmpty();
  }
}
