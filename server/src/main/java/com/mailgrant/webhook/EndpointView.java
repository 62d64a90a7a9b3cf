package com.mailgrant.webhook;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.mailgrant.platform.Secret;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint as the API and the page show it.
 *
 * @param types of events; empty for all
 * @param accounts ids of mail accounts; empty for all
 * @param stateReason why it is disabled, for a person
 * @param olderSecretUntil how long deliveries bear a signature with the secret before this one too
 * @param secret only in the answer that made it
 */
record EndpointView(
    UUID id,
    String url,
    String description,
    List<String> types,
    List<UUID> accounts,
    EndpointState state,
    @Nullable String stateReason,
    Instant stateSince,
    Health health,
    @Nullable Instant olderSecretUntil,
    @Nullable String secret,
    Instant createdAt,
    long version) {

  /**
   * How an endpoint does.
   *
   * @param cursor of the last event that it took, or that its filter leaves out
   * @param backlog how many events it has not been told; 10,000 stands for any larger number
   * @param attempts how often the next event was refused
   * @param failingSince left out when it works
   * @param nextAttemptAt when the refused event is tried again
   * @param lastFailure a sentence for a person
   */
  record Health(
      @JsonFormat(shape = JsonFormat.Shape.STRING) long cursor,
      long backlog,
      int attempts,
      @Nullable Instant failingSince,
      @Nullable Instant nextAttemptAt,
      @Nullable Instant lastSuccessAt,
      @Nullable Instant lastFailureAt,
      @Nullable String lastFailure) {}

  static EndpointView of(Endpoint endpoint, Progress progress, long backlog) {
    return new EndpointView(
        endpoint.id(),
        endpoint.url().toString(),
        endpoint.description(),
        endpoint.filter().types().stream().sorted().toList(),
        endpoint.filter().accounts().stream().sorted().toList(),
        endpoint.state(),
        endpoint.stateReason(),
        endpoint.stateSince(),
        new Health(
            progress.cursor(),
            backlog,
            progress.attempts(),
            progress.failingSince(),
            progress.nextAttemptAt(),
            progress.lastSuccessAt(),
            progress.lastFailureAt(),
            progress.lastFailure()),
        endpoint.olderSecretUntil(),
        null,
        endpoint.createdAt(),
        endpoint.version());
  }

  /** The one answer in which the secret stands. */
  EndpointView with(Secret fresh) {
    return new EndpointView(
        id,
        url,
        description,
        types,
        accounts,
        state,
        stateReason,
        stateSince,
        health,
        olderSecretUntil,
        fresh.reveal(),
        createdAt,
        version);
  }
}
