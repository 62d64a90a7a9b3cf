package com.mailgrant.migration;

import com.mailgrant.access.Caller;
import com.mailgrant.access.Needs;
import com.mailgrant.access.Scope;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who may work at the plan for a time, for programs. */
@RestController
@RequestMapping("/api/v1/migration/delegations")
class DelegationApi {
  private static final int USUAL_DAYS = 14;

  private final Delegations delegations;

  DelegationApi(Delegations delegations) {
    this.delegations = delegations;
  }

  /** Who may work at the plan for a time, newest first; never the links. */
  @Needs(value = Scope.MIGRATION_READ, closedToDelegates = true)
  @GetMapping
  Page list(Caller caller) {
    return new Page(delegations.of(caller.organization()));
  }

  record Page(List<Delegation> items) {}

  /**
   * @param name for the history
   * @param days for which it serves; 14 if left out
   * @param apiKey whether an API key is made, too
   */
  record Wish(@Nullable String name, @Nullable Integer days, @Nullable Boolean apiKey) {}

  /** Gives the plan to somebody for some days, by a link that is told once. */
  @Needs(value = Scope.MIGRATION_WRITE, closedToDelegates = true)
  @PostMapping
  Delegations.Made make(@RequestBody Wish wish, Caller caller) {
    return delegations.make(
        caller.organization(),
        wish.name(),
        wish.days() == null ? USUAL_DAYS : wish.days(),
        Boolean.TRUE.equals(wish.apiKey()),
        caller.name());
  }

  /** Ends it at once, also for browsers that opened it. */
  @Needs(value = Scope.MIGRATION_WRITE, closedToDelegates = true)
  @DeleteMapping("/{id}")
  ResponseEntity<Void> revoke(@PathVariable UUID id, Caller caller) {
    delegations.revoke(caller.organization(), id, caller.name());
    return ResponseEntity.noContent().build();
  }
}
