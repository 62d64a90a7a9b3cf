package com.mailgrant.rehearsal.identity;

import com.mailgrant.rehearsal.directory.Directory;
import com.mailgrant.rehearsal.grant.Grants;
import com.mailgrant.rehearsal.identity.DeviceCodes.DeviceState;
import com.mailgrant.rehearsal.registration.Registration;
import com.mailgrant.rehearsal.registration.Registration.Authority;
import com.mailgrant.rehearsal.web.AuthorityAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** A device without a browser gets its tokens (RFC 8628 3.1 to 3.5). */
@Component
class DeviceGrant {
  private static final int INTERVAL_SECONDS = 5;

  private final DeviceCodes devices;
  private final Grants grants;
  private final Directory directory;
  private final TokenAnswers answers;
  private final AuthorityAddress address;

  DeviceGrant(
      DeviceCodes devices,
      Grants grants,
      Directory directory,
      TokenAnswers answers,
      AuthorityAddress address) {
    this.devices = devices;
    this.grants = grants;
    this.directory = directory;
    this.answers = answers;
    this.address = address;
  }

  /** First step: what the person has to type, and where. */
  Map<String, Object> begin(TokenRequest request, Registration registration) {
    var issued =
        devices.issue(
            request.tenant(), registration.clientId(), Scopes.parse(request.required("scope")));
    var page = address.base() + DevicePageController.PATH;
    var answer = new LinkedHashMap<String, Object>();
    answer.put("user_code", issued.userCode());
    answer.put("device_code", issued.deviceCode());
    answer.put("verification_uri", page);
    answer.put("expires_in", DeviceCodes.LIFE.toSeconds());
    answer.put("interval", INTERVAL_SECONDS);
    answer.put(
        "message",
        "To sign in, open " + page + " in a browser and enter the code " + issued.userCode() + ".");
    return answer;
  }

  /** Second step, as often as the device likes. */
  Map<String, Object> poll(TokenRequest request, Registration registration) {
    var deviceCode = request.required("device_code");
    var waiting =
        devices
            .waitingFor(deviceCode)
            .orElseThrow(() -> request.refuse(GrantErrors.deviceUnknown()));
    return switch (devices.ask(deviceCode, registration.clientId())) {
      case DeviceState.Approved(var name) -> {
        var person =
            directory.find(name).orElseThrow(() -> request.refuse(GrantErrors.deviceUnknown()));
        var scopes = waiting.scopes().forFirstResource();
        answers.check(request, person, registration.clientId(), scopes);
        var grant =
            grants.begin(
                Authority.MICROSOFT, name, registration.clientId(), waiting.scopes().asked());
        yield answers.granted(person, grant, scopes, null);
      }
      case DeviceState.Pending _ -> throw request.refuse(GrantErrors.devicePending());
      case DeviceState.Declined _ -> throw request.refuse(GrantErrors.deviceDeclined());
      case DeviceState.Expired _ -> throw request.refuse(GrantErrors.deviceExpired());
      case DeviceState.Used _ -> throw request.refuse(GrantErrors.usedCode());
      case DeviceState.Unknown _ -> throw request.refuse(GrantErrors.deviceUnknown());
    };
  }
}
