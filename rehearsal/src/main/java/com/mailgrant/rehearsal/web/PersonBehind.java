package com.mailgrant.rehearsal.web;

import com.mailgrant.rehearsal.fault.Faults;
import com.mailgrant.rehearsal.grant.Grants;
import com.mailgrant.rehearsal.grant.RefreshToken;
import com.mailgrant.rehearsal.grant.SignInCodes;
import com.mailgrant.rehearsal.grant.SignInCodes.Found;
import com.mailgrant.rehearsal.registration.Registration.Authority;
import org.springframework.stereotype.Component;

/** Whom a request is about, so that a fault can strike one person alone. */
@Component
public class PersonBehind {
  private final Grants grants;
  private final SignInCodes codes;

  PersonBehind(Grants grants, SignInCodes codes) {
    this.grants = grants;
    this.codes = codes;
  }

  /** A sign-in name, or {@link Faults#EVERYBODY} where nobody can be told. */
  public String of(Parameters parameters) {
    return parameters
        .find("refresh_token")
        .map(this::ofRefreshToken)
        .or(() -> parameters.find("code").map(this::ofCode))
        .or(() -> parameters.find("login_hint"))
        .or(() -> parameters.find("username"))
        .orElse(Faults.EVERYBODY);
  }

  private String ofRefreshToken(String token) {
    for (var authority : Authority.values()) {
      var person =
          switch (grants.find(authority, token)) {
            case RefreshToken.Good(var grant) -> grant.person();
            case RefreshToken.Unused(var grant, var _) -> grant.person();
            case RefreshToken.Revoked(var grant, var _) -> grant.person();
            case RefreshToken.Unknown() -> "";
          };
      if (!person.isEmpty()) {
        return person;
      }
    }
    return Faults.EVERYBODY;
  }

  private String ofCode(String code) {
    return switch (codes.look(code)) {
      case Found.Good(var what) -> what.person();
      case Found.Expired(var what) -> what.person();
      case Found.Used(var what) -> what.person();
      case Found.Unknown() -> Faults.EVERYBODY;
    };
  }
}
