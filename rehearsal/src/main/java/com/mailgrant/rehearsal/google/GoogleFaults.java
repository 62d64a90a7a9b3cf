package com.mailgrant.rehearsal.google;

import com.mailgrant.rehearsal.fault.Fault;
import com.mailgrant.rehearsal.fault.Faults;
import com.mailgrant.rehearsal.fault.Place;
import com.mailgrant.rehearsal.token.GoogleTokens;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What the switches mean at Google; what it has no such thing as leaves it alone. */
@Component
class GoogleFaults {
  private final Faults faults;

  GoogleFaults(Faults faults) {
    this.faults = faults;
  }

  /**
   * On the pages: all dead ends.
   *
   * @throws GoogleRefusal if a fault strikes
   */
  void strikePages(String person, String redirectUri) {
    strike(Place.GOOGLE_PAGE, person);
    strike(Fault.APPLICATION_UNKNOWN, person, GoogleError.deletedClient());
    strike(Fault.APPLICATION_DISABLED, person, GoogleError.disabledClient());
    strike(Fault.SINGLE_TENANT_APPLICATION, person, GoogleError.otherOrganization());
    strike(Fault.REDIRECT_URI_NOT_REGISTERED, person, GoogleError.redirectUri(redirectUri));
    strike(Fault.SCOPE_UNKNOWN, person, GoogleError.unknownScope(GoogleTokens.MAIL_SCOPE));
    strike(Fault.CONSENT_NEEDS_ADMINISTRATOR, person, GoogleError.blockedByAdministrator());
  }

  /** The error with which the browser goes back, if it does. */
  Optional<GoogleError> sentBack(String person) {
    return faults
        .refusalAt(Place.GOOGLE_RETURN, person)
        .map(GoogleError::of)
        .or(() ->
            faults.strikes(Fault.CONSENT_REFUSED_TO_USERS, person)
                ? Optional.of(GoogleError.blockedByAdministrator())
                : Optional.empty());
  }

  /**
   * Before the application has proved itself at the token endpoint.
   *
   * @throws GoogleRefusal if a fault strikes
   */
  void strikeClient(String person) {
    strike(Fault.APPLICATION_UNKNOWN, person, GoogleError.deletedClient());
    strike(Fault.APPLICATION_DISABLED, person, GoogleError.disabledClient());
    strike(Fault.SINGLE_TENANT_APPLICATION, person, GoogleError.otherOrganization());
    strike(Fault.WRONG_CLIENT_SECRET, person, GoogleError.wrongSecret());
    strike(Fault.EXPIRED_CLIENT_SECRET, person, GoogleError.wrongSecret());
    strike(Fault.SCOPE_UNKNOWN, person, GoogleError.unknownScope(GoogleTokens.MAIL_SCOPE));
  }

  /**
   * When a refresh token comes.
   *
   * @throws GoogleRefusal if a fault strikes
   */
  void strikeRefresh(String person) {
    strike(Place.GOOGLE_REFRESH, person);
    strike(Fault.CONSENT_WITHDRAWN, person, GoogleError.ended());
    strike(Fault.REFRESH_TOKEN_UNUSED_90_DAYS, person, GoogleError.ended());
    strike(Fault.REFRESH_TOKEN_REVOKED, person, GoogleError.ended());
    strike(Fault.GRANT_ENDED, person, GoogleError.ended());
    strike(Fault.MULTI_FACTOR_REQUIRED, person, GoogleError.reauthenticate());
    strike(Fault.CONDITIONAL_ACCESS_BLOCKS, person, GoogleError.reauthenticate());
  }

  boolean withholdsRefreshToken(String person) {
    return faults.strikes(Fault.NO_REFRESH_TOKEN, person);
  }

  boolean withholdsIdToken(String person) {
    return faults.strikes(Fault.NO_IDENTITY_TOKEN, person);
  }

  /** People can untick single permissions at Google. */
  boolean withholdsMailScope(String person) {
    return faults.strikes(Fault.SMTP_SCOPE_NOT_GRANTED, person);
  }

  private void strike(Place place, String person) {
    faults
        .refusalAt(place, person)
        .ifPresent(script -> {
          throw new GoogleRefusal(GoogleError.of(script));
        });
  }

  private void strike(Fault fault, String person, GoogleError error) {
    if (faults.strikes(fault, person)) {
      throw new GoogleRefusal(error);
    }
  }
}
