package com.mailgrant.outbox;

import com.mailgrant.account.AccountId;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.outbox.MessageHistory.Told;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message in the hands of one worker.
 *
 * @param recipients all of the envelope
 * @param pending those still to be reached; null: all of them
 * @param refused those that the server refused at earlier tries
 * @param since when trying began, which limits for how long
 * @param stateBefore SENDING when an earlier worker died with it, or its answer got lost
 * @param looks into the Sent folder since then
 * @param doubted whether it was in doubt when somebody let it go
 */
@SuppressWarnings("ArrayRecordComponent") // Handed through, never compared.
record Taken(
    OrganizationId organization,
    UUID id,
    AccountId account,
    String messageId,
    String sender,
    List<String> recipients,
    @Nullable List<String> pending,
    List<Refusal> refused,
    String subject,
    byte[] content,
    int attempts,
    Instant since,
    OutboxState stateBefore,
    int looks,
    boolean doubted) {

  /** Whom to hand it over for now. */
  List<String> wanted() {
    return pending == null ? recipients : pending;
  }

  /** Whether some recipients have it already. */
  boolean partlyOut() {
    return pending != null && pending.size() + refused.size() < recipients.size();
  }

  Told told() {
    return new Told(organization, id, account, messageId, sender, subject, attempts);
  }
}
