package com.mailgrant.migration;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The progress of the whole company.
 *
 * @param stages how many of the accounts that are to be changed stand where
 * @param waitsFor on whom how many lines wait
 * @param withPassword accounts that still sign in with a password
 * @param losing of those, the ones whose provider takes passwords no more, or soon
 */
record PlanProgress(
    int accounts,
    int done,
    int withPassword,
    int losing,
    int held,
    Map<Stage, Integer> stages,
    Map<String, Integer> waitsFor) {
  /**
   * @param lines of accounts
   * @param others the lines without one
   */
  static PlanProgress of(List<PlanLine> lines, List<PlanSearch.Alike> others, Losses.Known losses) {
    var stages = new EnumMap<Stage, Integer>(Stage.class);
    var waitsFor = new LinkedHashMap<String, Integer>();
    int accounts = lines.size();
    int done = 0;
    int withPassword = 0;
    int losing = 0;
    int held = 0;
    for (var line : lines) {
      done += line.done() ? 1 : 0;
      withPassword += line.withPassword() ? 1 : 0;
      losing += line.losses().isEmpty() ? 0 : 1;
      held += line.waiting().held();
      if (line.entry().notes().decision() == Decision.CHANGE) {
        stages.merge(line.stage(), 1, Integer::sum);
      }
      if (!line.waitsFor().isEmpty()) {
        waitsFor.merge(line.waitsFor(), 1, Integer::sum);
      }
    }
    for (var alike : others) {
      accounts += alike.lines();
      losing +=
          alike.deleted() || !losses.any(alike.imap(), alike.pop3(), alike.smtp())
              ? 0
              : alike.lines();
      if (alike.decision() == Decision.CHANGE) {
        stages.merge(alike.deleted() ? Stage.DELETED : Stage.PLANNED, alike.lines(), Integer::sum);
      }
      if (alike.waitsFor().isEmpty()) {
        done += alike.lines();
      } else {
        waitsFor.merge(alike.waitsFor(), alike.lines(), Integer::sum);
      }
    }
    return new PlanProgress(accounts, done, withPassword, losing, held, stages, waitsFor);
  }
}
