package com.mailgrant.desk;

import com.mailgrant.account.AccountId;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.platform.Labels;
import com.mailgrant.platform.Language;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the administrator of the mail servers has to do so that mail can be sent.
 *
 * @param account the one that showed it; with it the task is tried again
 * @param code of the diagnosis
 * @param nextTryAt when it is tried again by itself; null: when somebody says so
 * @param tries since somebody said that it was saved
 */
record SendingTask(
    OrganizationId organization,
    String cloud,
    String tenant,
    AccountId account,
    String code,
    State state,
    Instant foundAt,
    @Nullable Instant toldAt,
    @Nullable Instant savedAt,
    @Nullable Instant verifiedAt,
    @Nullable Instant nextTryAt,
    int tries) {

  /** How far it is. */
  enum State {
    TO_DO("to-do", "To do"),
    TOLD("told", "Administrator told"),
    SAVED("saved", "Saved, being checked"),
    VERIFIED("verified", "Verified");

    private final String apiName;
    private final String label;

    State(String apiName, String label) {
      this.apiName = apiName;
      this.label = label;
    }

    /** As in the database. */
    public String apiName() {
      return apiName;
    }

    /** As a person reads it. */
    public String label() {
      return Labels.of(Language.ofReader(), "sending-task." + apiName, label);
    }

    static State named(String name) {
      for (var state : values()) {
        if (state.apiName.equals(name)) {
          return state;
        }
      }
      throw new IllegalArgumentException("no state of a task is called '" + name + "'");
    }
  }
}
