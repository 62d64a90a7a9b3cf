package com.mailgrant.account;

import com.mailgrant.account.AccountDraft.ServerDraft;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.platform.Secret;
import com.mailgrant.testing.Node;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Accounts for the tests of other packages, made by the same door as all accounts. */
public final class TestAccounts {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private TestAccounts() {}

  /** One that signs in with OAuth at the declared cloud. */
  public static MailAccount corporate(Node node, String username) {
    return create(node, corporateDraft(username, null));
  }

  /** A shared mailbox that this person opens. */
  public static MailAccount shared(Node node, String username, String mailbox) {
    return create(node, corporateDraft(username, mailbox));
  }

  /** One that signs in with a password at its own servers. */
  public static MailAccount generic(
      Node node, String username, @Nullable ServerDraft imap, @Nullable ServerDraft smtp) {
    return create(
        node,
        new AccountDraft(
            "generic",
            name(),
            "Anna Berg",
            username,
            false,
            username,
            null,
            null,
            imap,
            null,
            smtp,
            new Secret("right horse"),
            true,
            null));
  }

  /** As it is stored now. */
  public static MailAccount fresh(Node node, MailAccount account) {
    return node.get(Accounts.class).get(account.organization(), account.id());
  }

  /** Deletes it. */
  public static void delete(Node node, MailAccount account) {
    node.get(Accounts.class).delete(account.organization(), account.id());
  }

  /** Puts it into another cloud, with the servers of that. */
  public static MailAccount move(Node node, MailAccount account, String cloud) {
    @Nullable ServerDraft none = null;
    return edit(node, account, Draft.of(account).with("cloud", cloud).imap(none).smtp(none));
  }

  /** Says who files copies of what it sends. */
  public static MailAccount sentCopy(Node node, MailAccount account, String sentCopy) {
    return edit(node, account, Draft.of(account).with("sentCopy", sentCopy));
  }

  /** Gives it another name. */
  public static MailAccount rename(Node node, MailAccount account, String name) {
    return edit(node, account, Draft.of(account).with("accountName", name));
  }

  private static MailAccount edit(Node node, MailAccount account, Draft changed) {
    return node.get(Accounts.class)
        .edit(account.organization(), account.id(), changed.draft(), null);
  }

  /** Runs through the happy way up to everyday work. */
  public static MailAccount active(Node node, MailAccount account) {
    var accounts = node.get(Accounts.class);
    accounts.step(account.id(), AccountStep.SIGNED_IN);
    accounts.step(account.id(), AccountStep.TEST_PASSED);
    accounts.step(account.id(), AccountStep.FOLDERS_MAPPED);
    return fresh(node, account);
  }

  private static MailAccount create(Node node, AccountDraft draft) {
    return node.get(Accounts.class).create(OrganizationId.FIRST, draft);
  }

  private static AccountDraft corporateDraft(String username, @Nullable String mailbox) {
    return new AccountDraft(
        "microsoft365",
        name(),
        "Anna Berg",
        mailbox == null ? username : mailbox,
        true,
        username,
        mailbox,
        "lab",
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private static String name() {
    return "Account " + NUMBER.incrementAndGet();
  }
}
