package com.mailgrant.migration;

import com.mailgrant.platform.InvalidInput;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which lines of the plan somebody wants to see. What is null narrows nothing down.
 *
 * @param waitsFor as {@link PlanLine#waitsFor} says; empty: those that wait for nobody
 * @param words that stand in a name or an address; empty: whatever
 */
record PlanFilter(
    @Nullable Stage stage, @Nullable Decision decision, @Nullable String waitsFor, String words) {
  static final PlanFilter ALL = new PlanFilter(null, null, null, "");

  /**
   * @throws InvalidInput for a stage or a decision that there is not
   */
  static PlanFilter of(
      @Nullable String stage,
      @Nullable String decision,
      @Nullable String waitsFor,
      @Nullable String words) {
    return new PlanFilter(
        stage == null
            ? null
            : Stage.named(stage)
                .orElseThrow(() -> new InvalidInput("stage", "wrong.migration.stage")),
        decision == null
            ? null
            : Decision.named(decision)
                .orElseThrow(() -> new InvalidInput("decision", "wrong.migration.decision")),
        waitsFor,
        words == null ? "" : words.strip());
  }

  /** Whether a line that has an account is meant. */
  boolean fits(PlanLine line) {
    return (stage == null || line.stage() == stage)
        && (decision == null || line.entry().notes().decision() == decision)
        && (waitsFor == null || line.waitsFor().equals(waitsFor))
        && (words.isEmpty() || says(line.entry()));
  }

  private boolean says(PlanEntry entry) {
    var planned = entry.planned();
    var wanted = words.toLowerCase(Locale.ROOT);
    return Stream.of(
            planned.accountName(),
            planned.username(),
            planned.senderEmail(),
            planned.senderName(),
            entry.notes().ownerName())
        .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(wanted));
  }
}
