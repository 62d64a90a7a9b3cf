package com.mailgrant.migration;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The columns of a list, in the order of the export. People head theirs in many ways. */
enum PlanColumn {
  ACCOUNT_NAME("Account name", 100, "account", "name", "kontoname", "konto"),
  TYPE("Type", 20, "accounttype", "typ", "art"),
  SENDER_NAME("Sender name", 100, "displayname", "absendername", "anzeigename"),
  SENDER_EMAIL(
      "Sender email",
      254,
      "email",
      "emailaddress",
      "mail",
      "address",
      "absenderadresse",
      "adresse",
      "absenderemail"),
  USERNAME(
      "Username", 254, "user", "login", "userprincipalname", "upn", "benutzername", "benutzer"),
  MAILBOX("Mailbox", 254, "mailboxaddress", "sharedmailbox", "postfach", "gemeinsamespostfach"),
  IMAP("IMAP", 300, "imaphost", "imapserver"),
  POP3("POP3", 300, "pop", "pophost", "pop3host", "popserver"),
  SMTP("SMTP", 300, "smtphost", "smtpserver"),
  FOLDER_MAPPING("Folder mapping", 2_000, "folders", "ordner", "ordnerzuordnung"),
  OWNER("Owner", 100, "ownername", "person", "inhaber", "besitzer", "eigentümer", "eigentuemer"),
  OWNER_EMAIL(
      "Owner email",
      254,
      "owneraddress",
      "inhaberemail",
      "besitzeremail",
      "eigentümeremail",
      "eigentuemeremail"),
  USED_BY("Used by", 500, "users", "benutztvon", "verwendetvon", "genutztvon"),
  DECISION("Decision", 20, "action", "entscheidung"),
  DUE("Due", 20, "duedate", "until", "fällig", "faellig", "fälligam", "faelligam", "bis"),
  NOTE("Note", 4_000, "notes", "comment", "remark", "notiz", "bemerkung", "kommentar"),

  // What the export tells besides; the import passes it over.
  STAGE("Stage", 0),
  WAITS_FOR("Waits for", 0),
  HELD("Messages held", 0),
  QUEUED("Messages queued", 0),
  LOSES("Stands to lose", 0);

  private final String label;
  private final int longest;
  private final String others;

  PlanColumn(String label, int longest, String... others) {
    this.label = label;
    this.longest = longest;
    this.others = " " + String.join(" ", others) + " ";
  }

  String label() {
    return label;
  }

  /** In characters. */
  int longest() {
    return longest;
  }

  /** Whether it is told and never read. */
  boolean toldOnly() {
    return longest == 0;
  }

  static Optional<PlanColumn> headed(String heading) {
    var plain = plain(heading);
    return Arrays.stream(values())
        .filter(column ->
            plain(column.label).equals(plain) || column.others.contains(" " + plain + " "))
        .findFirst();
  }

  private static String plain(String heading) {
    var letters = new StringBuilder();
    heading
        .toLowerCase(Locale.ROOT)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .forEach(letters::appendCodePoint);
    return letters.toString();
  }
}
