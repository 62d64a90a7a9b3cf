package com.mailgrant.watch;

import com.mailgrant.access.Caller;
import com.mailgrant.access.Needs;
import com.mailgrant.access.Scope;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Receiving for programs. */
@RestController
@RequestMapping("/api/v1/accounts/{id}/synchronisation")
class SynchronisationApi {
  private final Receiving receiving;

  SynchronisationApi(Receiving receiving) {
    this.receiving = receiving;
  }

  /** Which folders are watched, and how that goes. */
  @Needs(Scope.ACCOUNTS_READ)
  @GetMapping
  SynchronisationView get(@PathVariable String id, Caller caller) {
    return receiving.view(receiving.account(caller.organization(), id));
  }

  /** Chooses what is watched. */
  @Needs(Scope.ACCOUNTS_WRITE)
  @PatchMapping
  SynchronisationView choose(@PathVariable String id, @RequestBody Chosen chosen, Caller caller) {
    return receiving.choose(
        receiving.account(caller.organization(), id), chosen.allFolders(), chosen.announceSince());
  }

  /** What is left out stays as it is. */
  record Chosen(@Nullable Boolean allFolders, @Nullable String announceSince) {}
}
