package com.mailgrant.rehearsal.mail;

import com.mailgrant.rehearsal.fault.Fault;
import com.mailgrant.rehearsal.mailbox.Folder;
import com.mailgrant.rehearsal.mailbox.Mailbox;
import com.mailgrant.rehearsal.mailbox.Role;
import java.util.List;

/** Renames the Sent folders as long as {@link Fault#SENT_FOLDER_RENAMED} says so, then back. */
public final class SentFolderFault {
  private static final String SUFFIX = " (2025)";

  private final Tenant tenant;

  public SentFolderFault(Tenant tenant) {
    this.tenant = tenant;
  }

  /** Looks at every mailbox, for the sessions that are open. */
  public void applyToAll() {
    tenant.mailboxes().all().forEach(this::apply);
  }

  /** Looks at one mailbox, at sign-in. */
  void apply(Mailbox mailbox) {
    mailbox.withRole(Role.SENT).ifPresent(sent -> apply(mailbox, sent));
  }

  private void apply(Mailbox mailbox, Folder sent) {
    var name = sent.name();
    boolean renamed = name.endsWith(SUFFIX);
    boolean wanted = tenant.strikes(Fault.SENT_FOLDER_RENAMED, List.of(mailbox.address()));
    if (wanted && !renamed) {
      mailbox.rename(name, name + SUFFIX);
    } else if (!wanted && renamed) {
      mailbox.rename(name, name.substring(0, name.length() - SUFFIX.length()));
    }
  }
}
