package com.mailgrant.outbox;

import com.mailgrant.access.Caller;
import com.mailgrant.account.AccountId;
import com.mailgrant.account.Accounts;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.Missing;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Sending for programs. */
@RestController
@RequestMapping("/api/v1")
class OutboxApi {
  private static final int LONGEST_KEY = 200;

  private final Outbox outbox;
  private final Accounts accounts;

  OutboxApi(Outbox outbox, Accounts accounts) {
    this.outbox = outbox;
    this.accounts = accounts;
  }

  @PostMapping("/accounts/{id}/messages")
  ResponseEntity<OutboxMessage> send(
      @PathVariable String id,
      @RequestBody MessageDraft draft,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      Caller caller) {
    if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
      throw new InvalidInput("Idempotency-Key", "Send a key of 1 to 200 characters, or none.");
    }
    var account =
        accounts.get(
            caller.organization(),
            AccountId.parse(id).orElseThrow(() -> new Missing("mail account")));
    return ResponseEntity.accepted().body(outbox.accept(account, draft, key));
  }

  @GetMapping("/outbox")
  Listing list(
      @RequestParam(required = false) @Nullable UUID account,
      @RequestParam(required = false) @Nullable String state,
      Caller caller) {
    return new Listing(outbox.list(caller.organization(), account, state(state)));
  }

  @GetMapping("/outbox/{id}")
  OutboxMessage get(@PathVariable UUID id, Caller caller) {
    return outbox.get(caller.organization(), id);
  }

  @DeleteMapping("/outbox/{id}")
  ResponseEntity<Void> cancel(@PathVariable UUID id, Caller caller) {
    outbox.cancel(caller.organization(), id);
    return ResponseEntity.noContent().build();
  }

  @PostMapping("/outbox/{id}/release")
  OutboxMessage release(@PathVariable UUID id, Caller caller) {
    return outbox.release(caller.organization(), id);
  }

  private static @Nullable OutboxState state(@Nullable String name) {
    if (name == null) {
      return null;
    }
    return Arrays.stream(OutboxState.values())
        .filter(state -> state.apiName().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new InvalidInput(
                "state",
                "Use one of queued, sending, sent, deferred, held, failed, cancelled, unknown."));
  }

  /** Newest first. */
  record Listing(List<OutboxMessage> items) {}
}
