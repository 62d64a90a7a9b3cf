package com.mailgrant.rehearsal.identity;

import com.mailgrant.rehearsal.registration.Registration.Authority;
import com.mailgrant.rehearsal.registration.Registrations;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Where a person types what the device shows. */
@Controller
class DevicePageController {
  static final String PATH = "/devicelogin";

  private final DeviceCodes devices;
  private final Registrations registrations;
  private final SignIns signIns;
  private final SignInFlow flow;
  private final Endings endings;
  private final Pages pages;

  DevicePageController(
      DeviceCodes devices,
      Registrations registrations,
      SignIns signIns,
      SignInFlow flow,
      Endings endings,
      Pages pages) {
    this.devices = devices;
    this.registrations = registrations;
    this.signIns = signIns;
    this.flow = flow;
    this.endings = endings;
    this.pages = pages;
  }

  @GetMapping(PATH)
  ModelAndView enter() {
    return pages.enterDeviceCode("", null);
  }

  @PostMapping(PATH)
  ModelAndView entered(
      @RequestParam(name = "code", defaultValue = "") String typed, HttpServletRequest request) {
    var waiting = devices.find(typed).orElse(null);
    if (waiting == null) {
      return pages.enterDeviceCode(
          typed, "That code did not work. Check the code on your device, or ask for another one.");
    }
    return flow.begin(
        new Purpose.Device(
            waiting.tenant(),
            registrations.at(Authority.MICROSOFT),
            waiting.scopes(),
            DeviceCodes.code(typed)),
        request);
  }

  /** Continue or Cancel was pressed at "Are you trying to sign in to ...?". */
  @PostMapping("/common/device")
  ModelAndView confirmed(@RequestParam("flow") String id, @RequestParam("answer") String answer) {
    var signIn = signIns.get(id);
    return answer.equals("continue")
        ? flow.next(signIns.keep(signIn.withSettled()))
        : endings.declined(signIn);
  }
}
