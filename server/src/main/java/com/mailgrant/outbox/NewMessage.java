package com.mailgrant.outbox;

import com.mailgrant.account.AccountId;
import com.mailgrant.account.MailAccount;
import com.mailgrant.outbox.Composer.Composed;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message about to be stored.
 *
 * @param account that sends it
 * @param sendAt null: at once
 * @param asked the account that was asked to, where another one sends
 * @param sentThrough why this account
 */
record NewMessage(
    MailAccount account,
    Composed composed,
    @Nullable Instant sendAt,
    @Nullable AccountId asked,
    @Nullable String sentThrough,
    @Nullable String onBehalfOf) {
  /** Whose idempotency keys hold: those of the account that was asked. */
  AccountId keyAccount() {
    return asked == null ? account.id() : asked;
  }
}
