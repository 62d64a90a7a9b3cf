package com.mailgrant.migration;

import com.mailgrant.platform.InvalidInput;
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
  /**
   * @throws InvalidInput with every field that is wrong
   */
  PlanNotes check(PlanNotes before) {
    return new LineDraft(
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            owner,
            ownerEmail,
            usedBy,
            decision,
            due,
            note)
        .notes(before);
  }
}
