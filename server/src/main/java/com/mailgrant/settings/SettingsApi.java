package com.mailgrant.settings;

import com.mailgrant.access.Caller;
import com.mailgrant.access.Needs;
import com.mailgrant.access.Scope;
import com.mailgrant.organization.Organizations;
import com.mailgrant.platform.Language;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The settings of the organization for programs. */
@RestController
@RequestMapping("/api/v1/organization")
class SettingsApi {
  private final Organizations organizations;

  SettingsApi(Organizations organizations) {
    this.organizations = organizations;
  }

  /**
   * @param language tag of the language chosen, such as {@code de}; left out where none was chosen
   * @param languageInUse in which notices, invitations and texts for administrators are written
   */
  record View(String name, @Nullable Language language, Language languageInUse) {}

  /**
   * @param language tag; left out for that of the installation
   */
  record Draft(@Nullable String name, @Nullable String language) {}

  /** Name and language of the organization. */
  @Needs(Scope.ACCOUNTS_READ)
  @GetMapping
  View organization(Caller caller) {
    var organization = organizations.get(caller.organization());
    return new View(
        organization.name(), organization.language(), organizations.language(organization.id()));
  }

  /** Replaces name and language of the organization. */
  @Needs(Scope.ADMIN)
  @PutMapping
  View keep(@RequestBody Draft draft, Caller caller) {
    organizations.keep(SettingsRules.check(caller.organization(), draft.name(), draft.language()));
    return organization(caller);
  }
}
