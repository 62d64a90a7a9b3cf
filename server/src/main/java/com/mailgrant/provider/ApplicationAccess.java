package com.mailgrant.provider;

import java.util.Collection;

/**
 * How an application signs in at a provider for itself, without a person, and who has to allow it.
 */
public interface ApplicationAccess {
  /** What a token is asked for: everything that an administrator has granted the application. */
  String scope(Cloud cloud);

  /** Whether a tenant of an app registration names one company, which such sign-ins need. */
  boolean namesOneCompany(String tenant);

  /**
   * The commands for the administrator of the mail servers.
   *
   * @param clientId of the app registration
   * @param objectId of what stands for the application in the company's own directory; empty where
   *     it is not known yet
   * @param mailboxes that the application may open
   */
  String commands(String clientId, String objectId, Collection<String> mailboxes);

  /**
   * The commands of the other way, which limits sending alone to some mailboxes; empty where there
   * is none.
   *
   * @param clientId of the app registration
   * @param objectId as above
   * @param mailboxes that the application may send as
   */
  String sendingAlone(String clientId, String objectId, Collection<String> mailboxes);
}
