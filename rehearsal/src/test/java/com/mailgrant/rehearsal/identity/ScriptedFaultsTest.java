package com.mailgrant.rehearsal.identity;

import static com.mailgrant.rehearsal.identity.TokenEndpointTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.rehearsal.Application;
import com.mailgrant.rehearsal.Browser.Page;
import com.mailgrant.rehearsal.RehearsalTest;
import com.mailgrant.rehearsal.fault.Place;
import com.mailgrant.rehearsal.fault.Script;
import com.mailgrant.rehearsal.fault.ScriptedFault;
import com.mailgrant.rehearsal.fault.ScriptedFaults;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class ScriptedFaultsTest extends RehearsalTest {
  private static final String AUTHORIZE = "/" + TENANT + "/oauth2/v2.0/authorize";

  @Autowired private ScriptedFaults scripted;

  @Test
  void every_script_of_the_token_endpoint_is_said_on_the_wire_and_to_its_person_alone() {
    var refreshToken =
        application().signedIn(browser(), TENANT, ANNA).path("refresh_token").asString();
    var some = at(Place.REFRESH, Place.TOKEN);
    assertThat(some).hasSizeGreaterThan(12);
    for (var fault : some) {
      faults.switchOn(fault, ADMIN);
      assertThat(refresh(refreshToken).status()).as(fault.kebab()).isEqualTo(200);
      faults.switchOn(fault, ANNA);
      if (fault.script() instanceof Script.Refused refused) {
        assertRefused(refresh(refreshToken), refused.status(), refused.error(), refused.number());
      }
      faults.clear();
    }
  }

  @Test
  void a_script_of_the_pages_is_a_dead_end_with_its_number() {
    var some = at(Place.PAGE);
    assertThat(some).hasSizeGreaterThan(10);
    for (var fault : some) {
      faults.switchOn(fault, ANNA);
      Page page = browser().open(AUTHORIZE, application().authorizeRequest(ANNA));
      assertThat(page.location()).as(fault.kebab()).isEmpty();
      assertThat(page.html()).contains("AADSTS" + ((Script.Refused) fault.script()).number());
      faults.clear();
    }
  }

  @Test
  void a_script_of_the_way_back_is_told_to_the_application() {
    for (var fault : at(Place.RETURN)) {
      faults.switchOn(fault, ANNA);
      var back = browser().open(AUTHORIZE, application().authorizeRequest(ANNA));
      assertThat(back.answer().get("error_description"))
          .as(fault.kebab())
          .startsWith("AADSTS" + ((Script.Refused) fault.script()).number());
      faults.clear();
    }
  }

  @Test
  void claims_take_the_place_of_others_or_are_left_out() throws ParseException {
    var refreshToken =
        application().signedIn(browser(), TENANT, ANNA).path("refresh_token").asString();
    for (var fault : at(Place.CLAIMS)) {
      faults.switchOn(fault, ANNA);
      var token = Application.json(refresh(refreshToken)).path("access_token").asString();
      var claims = SignedJWT.parse(token).getJWTClaimsSet();
      for (var claim : ((Script.Claims) fault.script()).values().entrySet()) {
        if (claim.getKey().equals("aud")) {
          assertThat(claims.getAudience()).contains(String.valueOf(claim.getValue()));
        } else {
          assertThat(claims.getClaim(claim.getKey())).isEqualTo(claim.getValue());
        }
      }
      faults.clear();
    }
  }

  private Page refresh(String refreshToken) {
    return application().ask(TENANT, application().refreshRequest(refreshToken));
  }

  private List<ScriptedFault> at(Place... places) {
    return scripted.all().stream()
        .filter(fault -> List.of(places).contains(fault.place()))
        .toList();
  }
}
