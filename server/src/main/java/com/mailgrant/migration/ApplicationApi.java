package com.mailgrant.migration;

import com.mailgrant.access.Caller;
import com.mailgrant.access.Needs;
import com.mailgrant.access.Scope;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The application's own sign-in, for programs. */
@RestController
@RequestMapping("/api/v1/migration")
class ApplicationApi {
  private final ApplicationDesk desk;
  private final Rounds rounds;
  private final Plan plan;

  ApplicationApi(ApplicationDesk desk, Rounds rounds, Plan plan) {
    this.rounds = rounds;
    this.desk = desk;
    this.plan = plan;
  }

  /** What the administrator of the mail servers runs. */
  @Needs(Scope.MIGRATION_READ)
  @GetMapping("/application")
  ApplicationDesk.Commands commands(
      @RequestParam(required = false) @Nullable String objectId, Caller caller) {
    return desk.commands(caller.organization(), objectId);
  }

  /** Everything whose sign-in is missing. */
  @Needs(Scope.MIGRATION_WRITE)
  @PostMapping("/application")
  Connected connectAll(Caller caller) {
    return new Connected(rounds.connectMissing(caller.organization()));
  }

  record Connected(List<Rounds.Tried> items) {}

  /** Signs the application in for one line of the plan and proves it. */
  @Needs(Scope.MIGRATION_WRITE)
  @PostMapping("/entries/{id}/application")
  PlanView connect(@PathVariable UUID id, Caller caller) {
    return desk.connect(plan.find(caller.organization(), id));
  }

  /**
   * @param mailbox one that must stay closed
   */
  record Closed(@Nullable String mailbox) {}

  /** Proves that a mailbox outside of the grant is refused. */
  @Needs(Scope.MIGRATION_WRITE)
  @PostMapping("/entries/{id}/outside")
  ApplicationDesk.Outside outside(@PathVariable UUID id, @RequestBody Closed wish, Caller caller) {
    return desk.outside(plan.find(caller.organization(), id), wish.mailbox());
  }
}
