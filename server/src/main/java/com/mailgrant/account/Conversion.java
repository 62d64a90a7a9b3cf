package com.mailgrant.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A password account on its way to OAuth.
 *
 * @param converted the account as it is once it is switched; until then it exists beside the one
 *     that works
 * @param provedAt when the new way was last proved to read and to send, with the settings of today;
 *     null where it was not, or where the settings changed since
 * @param switchedAt null as long as the password is in use
 * @param confirmedAt when Test Connection was last begun after the switch
 * @param rollbackUntil how long the password is kept; null where there is none any more
 */
public record Conversion(
    MailAccount converted,
    Instant begunAt,
    @Nullable Instant provedAt,
    @Nullable Instant switchedAt,
    @Nullable Instant confirmedAt,
    @Nullable Instant rollbackUntil) {

  /** Whether the account uses OAuth already. */
  public boolean switched() {
    return switchedAt != null;
  }

  /** Whether nothing is missing but the switch. */
  public boolean ready() {
    return switchedAt == null && provedAt != null;
  }

  /** Whether the old password is still there to go back to. */
  public boolean canGoBack() {
    return switchedAt != null && rollbackUntil != null;
  }
}
