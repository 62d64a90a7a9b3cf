package com.mailgrant.rehearsal.mailbox;

import com.mailgrant.rehearsal.directory.Person;

/** The folders with which a mailbox begins. */
final class FolderLayout {
  private FolderLayout() {}

  static void furnish(Mailbox mailbox, Person person) {
    switch (person.home()) {
      case MICROSOFT_365 -> exchange(mailbox, FolderNames.of(person.language()));
      case OUTLOOK_COM -> exchange(mailbox, FolderNames.personal());
      case GMAIL -> gmail(mailbox);
    }
  }

  static void exchange(Mailbox mailbox, FolderNames names) {
    mailbox.add(names.drafts(), Role.DRAFTS);
    mailbox.add(names.sent(), Role.SENT);
    mailbox.add(names.deleted(), Role.DELETED);
    mailbox.add(names.junk(), Role.JUNK);
    mailbox.add(names.archive(), Role.ARCHIVE);
    names.others().forEach(name -> mailbox.add(name, Role.SYSTEM));
    mailbox.create(names.customers() + "/Müller & Söhne");
    mailbox.create(names.projects() + "/2025");
    mailbox.find(names.projects()).ifPresent(Folder::hollow);
  }

  /** The names of facts/microsoft365 12.2, in English. */
  private static void gmail(Mailbox mailbox) {
    mailbox.add("[Gmail]", Role.SYSTEM).hollow();
    mailbox.add("[Gmail]/All Mail", Role.ALL);
    mailbox.add("[Gmail]/Drafts", Role.DRAFTS);
    mailbox.add("[Gmail]/Important", Role.IMPORTANT);
    mailbox.add("[Gmail]/Sent Mail", Role.SENT);
    mailbox.add("[Gmail]/Spam", Role.JUNK);
    mailbox.add("[Gmail]/Starred", Role.FLAGGED);
    mailbox.add("[Gmail]/Trash", Role.DELETED);
    mailbox.create("Clubs/Müller & Söhne");
  }
}
