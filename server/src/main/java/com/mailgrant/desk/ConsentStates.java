package com.mailgrant.desk;

import com.mailgrant.account.AccountId;
import com.mailgrant.platform.Secret;
import com.mailgrant.platform.Vault;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The {@code state} of a link for administrators: sealed by us, so that a return that we did not
 * ask for is told from one that we did. Such a link is forwarded by mail and may lie for days, so
 * it is neither single-use nor short-lived; coming back with it changes no more than that people
 * are asked to press Login.
 */
@Component
class ConsentStates {
  static final Duration LIFE = Duration.ofDays(30);
  private static final String BOUND_TO = "admin-consent.state";
  private static final int LONGEST = 1_500;

  private final Vault vault;
  private final Clock clock;

  ConsentStates(Vault vault, Clock clock) {
    this.vault = vault;
    this.clock = clock;
  }

  /**
   * What a state says.
   *
   * @param approver the name that whoever opened the link gave; empty where they gave none
   */
  record Asked(AccountId account, String approver) {}

  /** For the link that is forwarded. */
  String of(AccountId account) {
    return of(account, "");
  }

  /** For somebody who opened the link, on the way to the provider. */
  String of(AccountId account, String approver) {
    var content =
        account + " " + clock.instant().plus(LIFE).getEpochSecond() + " " + approver.strip();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(vault.seal(new Secret(content), BOUND_TO));
  }

  /** Empty where it is forged or too old. */
  Optional<Asked> read(String state) {
    if (state.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      var opened = vault.open(Base64.getUrlDecoder().decode(state), BOUND_TO);
      var parts = opened.reveal().split(" ", 3);
      boolean live = Instant.ofEpochSecond(Long.parseLong(parts[1])).isAfter(clock.instant());
      var approver = parts.length > 2 ? parts[2] : "";
      return live
          ? AccountId.parse(parts[0]).map(account -> new Asked(account, approver))
          : Optional.empty();
    } catch (Vault.SealBroken | IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }
}
