package com.mailgrant.health;

import com.mailgrant.account.AccountId;
import com.mailgrant.organization.OrganizationId;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How an account is doing.
 *
 * @param place its cloud, or its host where it is a generic one
 * @param nextProofAt null while there is nothing to sign in with
 * @param askedAt when somebody last wanted to know at once
 */
record HealthRow(
    AccountId account,
    OrganizationId organization,
    String place,
    @Nullable Instant nextProofAt,
    @Nullable Instant askedAt,
    @Nullable Instant provedAt,
    Lamp inbound,
    Lamp outbound) {

  public boolean inTrouble() {
    return inbound.inTrouble() || outbound.inTrouble();
  }

  /** Failed proofs in a row, whichever direction. */
  public int failures() {
    return Math.max(inbound.failures(), outbound.failures());
  }

  /** The last proof failed, and by nothing that anybody has to mend. */
  boolean failsInPassing() {
    return failures() > 0
        && lamps().filter(lamp -> lamp.failures() > 0).allMatch(Lamp::failsInPassing);
  }

  /** Somebody asked, and the answer is still to come. */
  public boolean beingProved() {
    return askedAt != null
        && nextProofAt != null
        && (provedAt == null || provedAt.isBefore(askedAt));
  }

  Stream<Lamp> lamps() {
    return Stream.of(inbound, outbound);
  }

  List<Lamp> troubled() {
    return lamps().filter(Lamp::inTrouble).toList();
  }
}
