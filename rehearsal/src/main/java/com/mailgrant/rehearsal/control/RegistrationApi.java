package com.mailgrant.rehearsal.control;

import com.mailgrant.rehearsal.registration.ClientSecret;
import com.mailgrant.rehearsal.registration.Registration;
import com.mailgrant.rehearsal.registration.Registration.Authority;
import com.mailgrant.rehearsal.registration.Registrations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The app registrations for programs. */
@RestController
@RequestMapping("/api")
class RegistrationApi {
  private static final Duration LONGEST_SECRET = Duration.ofDays(730);

  private final Registrations registrations;

  RegistrationApi(Registrations registrations) {
    this.registrations = registrations;
  }

  @GetMapping("/app-registrations")
  List<Registration> all() {
    return registrations.all();
  }

  record NewRedirectUri(@Nullable String redirectUri) {}

  @PostMapping("/redirect-uris")
  @ResponseStatus(HttpStatus.CREATED)
  List<String> addRedirectUri(@RequestBody NewRedirectUri body) {
    registrations.addRedirectUri(given("redirectUri", body.redirectUri()));
    return registrations.at(Authority.MICROSOFT).redirectUris();
  }

  /**
   * @param certificate PEM
   */
  record NewCertificate(@Nullable String certificate) {}

  record Certificate(String subject, Instant endsAt) {}

  @PostMapping("/certificates")
  @ResponseStatus(HttpStatus.CREATED)
  Certificate addCertificate(@RequestBody NewCertificate body) {
    var certificate = registrations.addCertificate(given("certificate", body.certificate()));
    return new Certificate(
        certificate.getSubjectX500Principal().getName(), certificate.getNotAfter().toInstant());
  }

  /**
   * @param life ISO 8601, for example {@code P30D}
   */
  record NewSecret(@Nullable Authority authority, @Nullable Duration life) {}

  @PostMapping("/secrets")
  @ResponseStatus(HttpStatus.CREATED)
  ClientSecret addSecret(@RequestBody NewSecret body) {
    var life = body.life() == null ? LONGEST_SECRET : body.life();
    if (!life.isPositive() || life.compareTo(LONGEST_SECRET) > 0) {
      throw new IllegalArgumentException("life must be between a moment and two years");
    }
    return registrations.addSecret(
        body.authority() == null ? Authority.MICROSOFT : body.authority(), life);
  }

  private static String given(String name, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value.strip();
  }
}
