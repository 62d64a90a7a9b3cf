package com.mailgrant.rehearsal.control;

import com.mailgrant.rehearsal.RehearsalClock;
import com.mailgrant.rehearsal.directory.Directory;
import com.mailgrant.rehearsal.directory.Person;
import com.mailgrant.rehearsal.web.RequestLog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The switches for programs. Errors are problem details (RFC 9457). */
@RestController
@RequestMapping("/api")
class ControlApi {
  private final Desk desk;
  private final Directory directory;
  private final RehearsalClock clock;
  private final RequestLog log;

  ControlApi(Desk desk, Directory directory, RehearsalClock clock, RequestLog log) {
    this.desk = desk;
    this.directory = directory;
    this.clock = clock;
    this.log = log;
  }

  @GetMapping("/faults")
  List<Desk.Switch> faults() {
    return desk.switches();
  }

  @PutMapping("/faults/{name}")
  Desk.Switch switchOn(
      @PathVariable("name") String name,
      @RequestParam(name = "person", defaultValue = "*") String person) {
    return desk.switchOn(name, person);
  }

  /** Without a person: for everybody whom it strikes. */
  @DeleteMapping("/faults/{name}")
  Desk.Switch switchOff(
      @PathVariable("name") String name,
      @RequestParam(name = "person", required = false) @Nullable String person) {
    return person == null || person.isEmpty()
        ? desk.switchOffForAll(name)
        : desk.switchOff(name, person);
  }

  @DeleteMapping("/faults")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void switchEverythingOff() {
    desk.switchEverythingOff();
  }

  /** Gives applications the right to one mailbox, as Exchange's administrator does. */
  @PutMapping("/application-mailboxes/{mailbox}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void openForApplications(@PathVariable("mailbox") String mailbox) {
    directory.openForApplications(mailbox);
  }

  /** Whether the company's passwords are taken by the mail servers. */
  record Passwords(@Nullable Boolean taken) {}

  @PutMapping("/company-passwords")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void passwords(@RequestBody Passwords passwords) {
    var taken = passwords.taken();
    if (taken == null) {
      throw new IllegalArgumentException("taken is missing");
    }
    directory.takePasswords(taken);
  }

  @GetMapping("/people")
  List<Person> people() {
    return directory.people();
  }

  /** The tenant's time, and how far it is ahead of the machine's. */
  record Time(Instant now, Duration shift) {}

  @GetMapping("/time")
  Time time() {
    return new Time(clock.instant(), clock.shift());
  }

  /**
   * @param advance ISO 8601, for example {@code PT90M} or {@code P90D}
   */
  record Advance(@Nullable Duration advance) {}

  @PostMapping("/time")
  Time advance(@RequestBody Advance by) {
    var advance = by.advance();
    if (advance == null) {
      throw new IllegalArgumentException("advance is missing");
    }
    desk.advance(advance);
    return time();
  }

  /** Whose grants and sessions end. */
  record Revocation(@Nullable String person) {}

  /** How many grants ended. */
  record Revoked(int grants) {}

  @PostMapping("/revocations")
  Revoked revoke(@RequestBody Revocation revocation) {
    var person = revocation.person();
    if (person == null) {
      throw new IllegalArgumentException("person is missing");
    }
    return new Revoked(desk.revoke(person));
  }

  /** Without a person: everybody's, and the organization's. */
  @DeleteMapping("/consents")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void forgetConsents(@RequestParam(name = "person", required = false) @Nullable String person) {
    if (person == null) {
      desk.forgetConsents();
    } else {
      desk.forgetConsents(person);
    }
  }

  @GetMapping("/requests")
  List<RequestLog.Entry> requests() {
    return log.latest();
  }
}
