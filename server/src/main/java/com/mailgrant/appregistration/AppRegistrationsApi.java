package com.mailgrant.appregistration;

import com.mailgrant.access.Caller;
import com.mailgrant.access.Needs;
import com.mailgrant.access.Scope;
import com.mailgrant.appregistration.SpareSecret.Role;
import com.mailgrant.platform.Missing;
import com.mailgrant.platform.Secret;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** App registrations and the change of their secrets, for programs. */
@RestController
@RequestMapping("/api/v1/app-registrations")
class AppRegistrationsApi {
  private final AppRegistrations registrations;
  private final SpareSecrets spares;

  AppRegistrationsApi(AppRegistrations registrations, SpareSecrets spares) {
    this.registrations = registrations;
    this.spares = spares;
  }

  /** All app registrations, without their secrets. */
  @Needs(Scope.ACCOUNTS_READ)
  @GetMapping
  Rows all(Caller caller) {
    return new Rows(registrations.of(caller.organization()).stream().map(this::shown).toList());
  }

  /** Stores the secret that is to follow. */
  @Needs(Scope.ADMIN)
  @PutMapping("/{id}/next-secret")
  Shown enter(@PathVariable String id, @RequestBody Entered entered, Caller caller) {
    spares.enter(
        caller.organization(),
        uuid(id),
        entered.clientSecret(),
        entered.certificate(),
        entered.privateKey(),
        entered.expires());
    return shown(id, caller);
  }

  /** Forgets the secret that was to follow. */
  @Needs(Scope.ADMIN)
  @DeleteMapping("/{id}/next-secret")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void discard(@PathVariable String id, Caller caller) {
    spares.discard(caller.organization(), uuid(id));
  }

  /** Tests the secret that is to follow. */
  @Needs(Scope.ADMIN)
  @PostMapping("/{id}/next-secret/test")
  Shown test(@PathVariable String id, Caller caller) {
    spares.test(caller.organization(), uuid(id));
    return shown(id, caller);
  }

  /** Switches to the secret that is to follow. */
  @Needs(Scope.ADMIN)
  @PostMapping("/{id}/next-secret/switch")
  Shown switchOver(@PathVariable String id, Caller caller) {
    spares.switchOver(caller.organization(), uuid(id));
    return shown(id, caller);
  }

  /** Switches back to the secret before. */
  @Needs(Scope.ADMIN)
  @PostMapping("/{id}/previous-secret/switch")
  Shown switchBack(@PathVariable String id, Caller caller) {
    spares.switchBack(caller.organization(), uuid(id));
    return shown(id, caller);
  }

  /** Either a secret, or a certificate with its key. */
  record Entered(
      @Nullable Secret clientSecret,
      @Nullable String certificate,
      @Nullable Secret privateKey,
      @Nullable String expires) {}

  record Rows(List<Shown> items) {}

  /**
   * Without anything secret.
   *
   * @param kind {@code secret} or {@code certificate}
   */
  record Shown(
      UUID id,
      String cloud,
      String tenant,
      String clientId,
      String kind,
      @Nullable LocalDate expires,
      @Nullable NextView next,
      @Nullable Previous previous) {}

  record Previous(String kind, @Nullable LocalDate expires, Instant replacedAt) {}

  private Shown shown(String id, Caller caller) {
    return shown(registrations.get(caller.organization(), uuid(id)));
  }

  private Shown shown(AppRegistration registration) {
    return new Shown(
        registration.id(),
        registration.cloud(),
        registration.tenant(),
        registration.clientId(),
        NextView.kind(registration.proof()),
        registration.expires(),
        NextView.of(spares.find(registration, Role.NEXT).orElse(null)),
        spares
            .find(registration, Role.PREVIOUS)
            .map(spare ->
                new Previous(NextView.kind(spare.proof()), spare.expires(), spare.keptAt()))
            .orElse(null));
  }

  private static UUID uuid(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException _) {
      throw new Missing("wrong.missing.app-registration");
    }
  }
}
