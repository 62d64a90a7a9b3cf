package com.mailgrant.appregistration;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.mailgrant.appregistration.AppRegistration.Proof;
import com.mailgrant.appregistration.SecretTrial.Trial;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The next secret, for people and programs; nothing in it is secret.
 *
 * @param kind {@code secret} or {@code certificate}
 * @param state {@code untested}, {@code renewed} (a sign-in was renewed with it), {@code
 *     recognised}, {@code refused} or {@code no-answer}
 * @param ready whether it may take over
 * @param diagnosis code; null unless it was refused or nobody answered
 */
record NextView(
    String kind,
    @Nullable LocalDate expires,
    Instant enteredAt,
    @Nullable Instant testedAt,
    String state,
    @JsonProperty("ready") boolean ready,
    @Nullable String diagnosis,
    @Nullable String errorId) {

  static @Nullable NextView of(@Nullable SpareSecret spare) {
    if (spare == null) {
      return null;
    }
    return new NextView(
        kind(spare.proof()),
        spare.expires(),
        spare.keptAt(),
        spare.testedAt(),
        state(spare.outcome()),
        spare.accepted(),
        spare.outcome() instanceof Trial.Refused(var code, _)
            ? code
            : spare.outcome() instanceof Trial.NoAnswer(var code, _) ? code : null,
        spare.outcome() instanceof Trial.Refused(_, var errorId)
            ? errorId
            : spare.outcome() instanceof Trial.NoAnswer(_, var errorId) ? errorId : null);
  }

  static String kind(Proof proof) {
    return proof.name().toLowerCase(Locale.ROOT);
  }

  private static String state(@Nullable Trial outcome) {
    return switch (outcome) {
      case null -> "untested";
      case Trial.Renewed _ -> "renewed";
      case Trial.Recognised _ -> "recognised";
      case Trial.Refused _ -> "refused";
      case Trial.NoAnswer _ -> "no-answer";
    };
  }
}
