package com.mailgrant.rehearsal.control;

import com.mailgrant.rehearsal.RehearsalClock;
import com.mailgrant.rehearsal.directory.Directory;
import com.mailgrant.rehearsal.registration.Registrations;
import com.mailgrant.rehearsal.web.RequestLog;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The control desk for people. */
@Controller
class DeskPage {
  private static final String BACK = "redirect:/";

  private final Desk desk;
  private final Directory directory;
  private final Registrations registrations;
  private final RequestLog log;
  private final MailgrantConfiguration configuration;
  private final RehearsalClock clock;

  DeskPage(
      Desk desk,
      Directory directory,
      Registrations registrations,
      RequestLog log,
      MailgrantConfiguration configuration,
      RehearsalClock clock) {
    this.desk = desk;
    this.directory = directory;
    this.registrations = registrations;
    this.log = log;
    this.configuration = configuration;
    this.clock = clock;
  }

  /** A heading of the page. */
  record Group(String title, List<Desk.Switch> switches) {}

  @GetMapping("/")
  ModelAndView show() {
    return page(null);
  }

  @PostMapping("/desk/faults/on")
  String switchedOn(@RequestParam("fault") String fault, @RequestParam("person") String person) {
    desk.switchOn(fault, person);
    return BACK;
  }

  @PostMapping("/desk/faults/off")
  String switchedOff(@RequestParam("fault") String fault, @RequestParam("person") String person) {
    desk.switchOff(fault, person);
    return BACK;
  }

  @PostMapping("/desk/faults/all-off")
  String everythingSwitchedOff() {
    desk.switchEverythingOff();
    return BACK;
  }

  @PostMapping("/desk/time")
  String advanced(@RequestParam("advance") String advance) {
    try {
      desk.advance(Duration.parse(advance));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("Choose how far the clock is to move.", e);
    }
    return BACK;
  }

  @PostMapping("/desk/revocations")
  String revoked(@RequestParam("person") String person) {
    desk.revoke(person);
    return BACK;
  }

  @PostMapping("/desk/consents/forget")
  String consentsForgotten() {
    desk.forgetConsents();
    return BACK;
  }

  @PostMapping("/desk/redirect-uris")
  String redirectUriAdded(@RequestParam("redirectUri") String uri) {
    registrations.addRedirectUri(uri.strip());
    return BACK;
  }

  @PostMapping("/desk/certificates")
  String certificateAdded(@RequestParam("certificate") String pem) {
    registrations.addCertificate(pem);
    return BACK;
  }

  @ExceptionHandler({Desk.Unknown.class, IllegalArgumentException.class})
  ModelAndView invalid(RuntimeException invalid) {
    var page = page(invalid.getMessage());
    page.setStatus(HttpStatus.BAD_REQUEST);
    return page;
  }

  private ModelAndView page(@Nullable String problem) {
    return new ModelAndView("control/desk")
        .addObject("problem", problem)
        .addObject("people", directory.people())
        .addObject("always", directory.always())
        .addObject("company", directory.company())
        .addObject(
            "groups",
            Arrays.stream(FaultGroup.values())
                .map(group -> new Group(group.title(), desk.switches(group)))
                .toList())
        .addObject("on", desk.switches().stream().filter(one -> !one.people().isEmpty()).count())
        .addObject("registrations", registrations.all())
        .addObject("requests", log.latest())
        .addObject("configuration", configuration.file())
        .addObject("now", clock.instant().truncatedTo(ChronoUnit.SECONDS))
        .addObject("ahead", clock.shift());
  }
}
