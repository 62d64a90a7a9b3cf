package com.mailgrant.rehearsal.directory;

import java.util.Set;

/**
 * Somebody, or some mailbox, of the tenant.
 *
 * @param objectId immutable object id, the {@code oid} claim
 * @param userPrincipalName sign-in name and primary address
 * @param displayName as it stands in the address book
 * @param password for the sign-in page; empty where nobody can sign in (a shared mailbox)
 * @param home which service the person belongs to
 * @param language language of the folder names, a BCP 47 tag such as {@code de}
 * @param fullAccess addresses of other mailboxes that this person may open
 * @param sendAs addresses other than the own one that this person may write in From
 * @param administrator may consent for the whole tenant
 */
public record Person(
    String objectId,
    String userPrincipalName,
    String displayName,
    String password,
    Home home,
    String language,
    Set<String> fullAccess,
    Set<String> sendAs,
    boolean administrator) {

  /** The service in which a mailbox lives; each has its own servers, tokens and quirks. */
  public enum Home {
    /** Work accounts: Exchange Online. */
    MICROSOFT_365,
    /** Personal accounts of Outlook.com: tenant {@code consumers}, opaque access tokens. */
    OUTLOOK_COM,
    /** Gmail: SPECIAL-USE announced, JSON challenge on refused tokens. */
    GMAIL
  }

  public Person {
    fullAccess = Set.copyOf(fullAccess);
    sendAs = Set.copyOf(sendAs);
  }

  /** A mailbox without a password belongs to nobody in particular. */
  public boolean isSharedMailbox() {
    return password.isEmpty();
  }
}
