package com.mailgrant.migration;

import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.InvalidInput.FieldError;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A line of the plan that somebody wants to add, unchecked. The address or the username is wanted.
 *
 * @param type {@code generic} if left out
 * @param imap such as {@code mail.example.com:993 tls}
 * @param decision {@code change} if left out
 * @param due such as {@code 2026-12-31}
 */
record LineDraft(
    @Nullable String accountName,
    @Nullable String type,
    @Nullable String senderName,
    @Nullable String senderEmail,
    @Nullable String username,
    @Nullable String mailboxAddress,
    @Nullable String imap,
    @Nullable String pop3,
    @Nullable String smtp,
    @Nullable String folderMapping,
    @Nullable String owner,
    @Nullable String ownerEmail,
    @Nullable String usedBy,
    @Nullable String decision,
    @Nullable String due,
    @Nullable String note) {
  private static final Map<PlanColumn, String> FIELDS =
      Map.ofEntries(
          Map.entry(PlanColumn.ACCOUNT_NAME, "accountName"),
          Map.entry(PlanColumn.TYPE, "type"),
          Map.entry(PlanColumn.SENDER_NAME, "senderName"),
          Map.entry(PlanColumn.SENDER_EMAIL, "senderEmail"),
          Map.entry(PlanColumn.USERNAME, "username"),
          Map.entry(PlanColumn.MAILBOX, "mailboxAddress"),
          Map.entry(PlanColumn.IMAP, "imap"),
          Map.entry(PlanColumn.POP3, "pop3"),
          Map.entry(PlanColumn.SMTP, "smtp"),
          Map.entry(PlanColumn.FOLDER_MAPPING, "folderMapping"),
          Map.entry(PlanColumn.OWNER, "owner"),
          Map.entry(PlanColumn.OWNER_EMAIL, "ownerEmail"),
          Map.entry(PlanColumn.USED_BY, "usedBy"),
          Map.entry(PlanColumn.DECISION, "decision"),
          Map.entry(PlanColumn.DUE, "due"),
          Map.entry(PlanColumn.NOTE, "note"));

  /** A draft in which nothing is wrong. */
  record Checked(PlannedAccount planned, PlanNotes notes) {}

  /**
   * @throws InvalidInput with every field that is wrong
   */
  Checked check() {
    return checked(row -> new Checked(row.account(), row.notes(null)));
  }

  /**
   * The notes alone; what is null stays as it was.
   *
   * @throws InvalidInput with every field that is wrong
   */
  PlanNotes notes(PlanNotes before) {
    return checked(row -> row.notes(before));
  }

  private <T> T checked(Function<PlanRow, T> reading) {
    var errors = new ArrayList<FieldError>();
    var row =
        new PlanRow(
            cells(),
            (column, sentence) ->
                errors.add(new FieldError(FIELDS.getOrDefault(column, column.label()), sentence)));
    var read = reading.apply(row);
    if (!errors.isEmpty()) {
      throw new InvalidInput(errors);
    }
    return read;
  }

  private Map<PlanColumn, String> cells() {
    var cells = new EnumMap<PlanColumn, String>(PlanColumn.class);
    put(cells, PlanColumn.ACCOUNT_NAME, accountName);
    put(cells, PlanColumn.TYPE, type);
    put(cells, PlanColumn.SENDER_NAME, senderName);
    put(cells, PlanColumn.SENDER_EMAIL, senderEmail);
    put(cells, PlanColumn.USERNAME, username);
    put(cells, PlanColumn.MAILBOX, mailboxAddress);
    put(cells, PlanColumn.IMAP, imap);
    put(cells, PlanColumn.POP3, pop3);
    put(cells, PlanColumn.SMTP, smtp);
    put(cells, PlanColumn.FOLDER_MAPPING, folderMapping);
    put(cells, PlanColumn.OWNER, owner);
    put(cells, PlanColumn.OWNER_EMAIL, ownerEmail);
    put(cells, PlanColumn.USED_BY, usedBy);
    put(cells, PlanColumn.DECISION, decision);
    put(cells, PlanColumn.DUE, due);
    put(cells, PlanColumn.NOTE, note);
    return cells;
  }

  private static void put(
      Map<PlanColumn, String> cells, PlanColumn column, @Nullable String typed) {
    if (typed != null) {
      cells.put(column, typed.replace("\r\n", "\n").replace('\r', '\n').strip());
    }
  }
}
