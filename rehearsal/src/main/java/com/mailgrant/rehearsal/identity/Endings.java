package com.mailgrant.rehearsal.identity;

import com.mailgrant.rehearsal.RehearsalClock;
import com.mailgrant.rehearsal.directory.Directory;
import com.mailgrant.rehearsal.directory.Person;
import com.mailgrant.rehearsal.grant.SignInCode;
import com.mailgrant.rehearsal.grant.SignInCodes;
import com.mailgrant.rehearsal.platform.RandomText;
import com.mailgrant.rehearsal.registration.Registration.Authority;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** How sign-ins end well. */
@Component
class Endings {
  private final SignIns signIns;
  private final SignInCodes codes;
  private final DeviceCodes devices;
  private final Pages pages;
  private final Clock clock;

  Endings(
      SignIns signIns, SignInCodes codes, DeviceCodes devices, Pages pages, RehearsalClock clock) {
    this.signIns = signIns;
    this.codes = codes;
    this.devices = devices;
    this.pages = pages;
    this.clock = clock;
  }

  /** The browser takes a code back. */
  ModelAndView code(SignIn signIn, Purpose.Code purpose, Person person) {
    signIns.finish(signIn);
    var answer = new LinkedHashMap<String, String>();
    answer.put(
        "code",
        codes.issue(
            new SignInCode(
                Authority.MICROSOFT,
                purpose.tenant().segment(),
                person.userPrincipalName(),
                purpose.registration().clientId(),
                purpose.returnAddress().redirectUri(),
                purpose.scopes().asked(),
                purpose.scopes().contains("offline_access"),
                purpose.nonce(),
                purpose.challenge(),
                clock.instant())));
    answer.put("session_state", RandomText.ofBytes(16));
    return purpose.returnAddress().with(answer);
  }

  /** The answer says {@code True} with a capital letter (facts/microsoft365 8). */
  ModelAndView adminConsent(SignIn signIn, Purpose.AdminConsent purpose) {
    signIns.finish(signIn);
    var returnAddress = purpose.returnAddress();
    if (returnAddress == null) {
      return pages.done(
          "Permissions granted",
          "Everybody in contoso.example can now use the application. You can close this window.");
    }
    var answer = new LinkedHashMap<String, String>();
    answer.put("admin_consent", "True");
    answer.put("tenant", Directory.TENANT);
    answer.put("scope", String.join(" ", purpose.scopes().asked()));
    return returnAddress.with(answer);
  }

  /** The device may now have its tokens. */
  ModelAndView device(SignIn signIn, Purpose.Device purpose, Person person) {
    signIns.finish(signIn);
    devices.approve(purpose.userCode(), person.userPrincipalName());
    return pages.done(
        "You have signed in",
        purpose.registration().displayName()
            + " goes on by itself on your device. You can close this window.");
  }

  /** Cancel was pressed. */
  ModelAndView declined(SignIn signIn) {
    signIns.finish(signIn);
    return switch (signIn.purpose()) {
      case Purpose.Code code -> throw new SentBack(GrantErrors.declined(), code.returnAddress());
      case Purpose.AdminConsent admin -> {
        var returnAddress = admin.returnAddress();
        if (returnAddress == null) {
          yield pages.done("Nothing was granted", "You pressed Cancel. You can close this window.");
        }
        // Even a refusal says that it was about admin consent (facts/microsoft365 8).
        throw new SentBack(GrantErrors.declined(), returnAddress, Map.of("admin_consent", "True"));
      }
      case Purpose.Device device -> {
        devices.decline(device.userCode());
        yield pages.done("Nothing was granted", "You pressed Cancel. Your device gets no access.");
      }
    };
  }
}
