package com.mailgrant.migration;

import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.InvalidInput.FieldError;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody noted about a line, unchecked: the fields of a form, or of a JSON Merge Patch. A
 * field that is null stays as it is.
 *
 * @param due such as {@code 2026-12-31}; empty for none
 */
record NotesDraft(
    @Nullable String owner,
    @Nullable String ownerEmail,
    @Nullable String usedBy,
    @Nullable String decision,
    @Nullable String due,
    @Nullable String note) {
  private static final Map<PlanColumn, String> FIELDS =
      Map.of(
          PlanColumn.OWNER, "owner",
          PlanColumn.OWNER_EMAIL, "ownerEmail",
          PlanColumn.USED_BY, "usedBy",
          PlanColumn.DECISION, "decision",
          PlanColumn.DUE, "due",
          PlanColumn.NOTE, "note");

  /**
   * @throws InvalidInput with every field that is wrong
   */
  PlanNotes check(PlanNotes before) {
    var cells = new EnumMap<PlanColumn, String>(PlanColumn.class);
    put(cells, PlanColumn.OWNER, owner);
    put(cells, PlanColumn.OWNER_EMAIL, ownerEmail);
    put(cells, PlanColumn.USED_BY, usedBy);
    put(cells, PlanColumn.DECISION, decision);
    put(cells, PlanColumn.DUE, due);
    put(cells, PlanColumn.NOTE, note);
    List<FieldError> errors = new ArrayList<>();
    var row =
        new PlanRow(
            cells,
            (column, message) ->
                errors.add(new FieldError(FIELDS.getOrDefault(column, column.label()), message)));
    var notes = row.notes(before);
    if (!errors.isEmpty()) {
      throw new InvalidInput(errors);
    }
    return notes;
  }

  private static void put(
      Map<PlanColumn, String> cells, PlanColumn column, @Nullable String typed) {
    if (typed != null) {
      cells.put(column, typed.replace("\r\n", "\n").replace('\r', '\n').strip());
    }
  }
}
