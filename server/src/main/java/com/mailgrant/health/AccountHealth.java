package com.mailgrant.health;

import com.mailgrant.account.AccountState;
import com.mailgrant.diagnosis.Diagnosis;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one account is doing, for programs.
 *
 * @param provedAt null before the first proof
 * @param nextProofAt null while there is nothing to prove with
 * @param failures failed proofs in a row; with the first of them the lights stay as they were
 * @param outage since when the provider has a disturbance that explains it; null where none does
 * @param days of the last 30 on which the account was proved, oldest first
 */
record AccountHealth(
    String accountId,
    AccountState state,
    Instant stateSince,
    Side inbound,
    Side outbound,
    @Nullable Instant provedAt,
    @Nullable Instant nextProofAt,
    int failures,
    @Nullable Instant outage,
    List<DayOfProofs> days) {
  AccountHealth {
    days = List.copyOf(days);
  }

  /**
   * One direction.
   *
   * @param since when the light changed
   * @param provedAt when it last worked
   * @param errorId of the report; null without trouble
   * @param diagnosis why; null without trouble
   */
  record Side(
      Light light,
      @Nullable Instant since,
      @Nullable Instant provedAt,
      @Nullable String errorId,
      @Nullable Diagnosis diagnosis) {}

  /**
   * @param day in UTC
   */
  record DayOfProofs(
      LocalDate day, int inbound, int inboundFailed, int outbound, int outboundFailed) {}
}
