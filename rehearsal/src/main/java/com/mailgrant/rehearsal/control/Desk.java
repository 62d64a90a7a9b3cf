package com.mailgrant.rehearsal.control;

import com.mailgrant.rehearsal.RehearsalClock;
import com.mailgrant.rehearsal.directory.Directory;
import com.mailgrant.rehearsal.directory.Person;
import com.mailgrant.rehearsal.fault.Fault;
import com.mailgrant.rehearsal.fault.Faults;
import com.mailgrant.rehearsal.fault.Mishap;
import com.mailgrant.rehearsal.fault.ScriptedFault;
import com.mailgrant.rehearsal.fault.ScriptedFaults;
import com.mailgrant.rehearsal.grant.Consents;
import com.mailgrant.rehearsal.grant.Grants;
import com.mailgrant.rehearsal.web.BrowserSessions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What can be done at the desk, for the page and the API alike. */
@Component
class Desk {
  /** Twice the life of everything that expires here. */
  private static final Duration FARTHEST = Duration.ofDays(5 * 365L);

  private final Directory directory;
  private final Faults faults;
  private final ScriptedFaults scripted;
  private final Grants grants;
  private final Consents consents;
  private final BrowserSessions sessions;
  private final RehearsalClock clock;

  Desk(
      Directory directory,
      Faults faults,
      ScriptedFaults scripted,
      Grants grants,
      Consents consents,
      BrowserSessions sessions,
      RehearsalClock clock) {
    this.directory = directory;
    this.faults = faults;
    this.scripted = scripted;
    this.grants = grants;
    this.consents = consents;
    this.sessions = sessions;
    this.clock = clock;
  }

  /**
   * A fault and whom it strikes.
   *
   * @param name in kebab case
   * @param diagnosis what Mailgrant should find
   * @param at where a scripted fault strikes; null for one with code of its own
   * @param people sign-in names; {@code *} is everybody
   */
  record Switch(
      String name, String diagnosis, String description, @Nullable String at, Set<String> people) {
    static Switch of(Mishap fault, Set<String> people) {
      return new Switch(
          fault.kebab(),
          fault.diagnosis(),
          fault.description(),
          fault instanceof ScriptedFault script ? script.place().kebab() : null,
          new TreeSet<>(people));
    }
  }

  List<Switch> switches() {
    return switches(everything().toList());
  }

  List<Switch> switches(List<? extends Mishap> some) {
    var on = faults.all();
    return some.stream()
        .sorted(Comparator.comparingInt(Desk::number).thenComparing(Mishap::kebab))
        .map(fault -> Switch.of(fault, on.getOrDefault(fault, Set.of())))
        .toList();
  }

  /** The faults of a heading, as they stand there. */
  List<Switch> switches(FaultGroup group) {
    return switches(everything().filter(fault -> FaultGroup.of(fault) == group).toList());
  }

  /**
   * @param name of a fault, or the code of a diagnosis, which stands for its first fault
   * @throws Unknown for another fault or person
   */
  Switch switchOn(String name, String person) {
    var fault = fault(name);
    faults.switchOn(fault, checked(person));
    return current(fault);
  }

  /**
   * @throws Unknown for another fault or person
   */
  Switch switchOff(String name, String person) {
    var fault = fault(name);
    faults.switchOff(fault, checked(person));
    return current(fault);
  }

  Switch switchOffForAll(String name) {
    var fault = fault(name);
    faults.all().getOrDefault(fault, Set.of()).forEach(who -> faults.switchOff(fault, who));
    return current(fault);
  }

  void switchEverythingOff() {
    faults.clear();
  }

  /**
   * Moves the tenant's time forward.
   *
   * @throws IllegalArgumentException for a step backwards or an absurd one
   */
  void advance(Duration by) {
    if (by.compareTo(FARTHEST) > 0) {
      throw new IllegalArgumentException("The clock moves by at most five years at once.");
    }
    clock.advance(by);
  }

  /**
   * Ends a person's grants and browser sessions, as a reset of the password by an administrator
   * does (facts/microsoft365 3.3).
   *
   * @return how many grants ended
   * @throws Unknown for another person
   */
  int revoke(String person) {
    var name = person(person).userPrincipalName();
    sessions.forgetEverywhere(name);
    return grants.revokeAll(name);
  }

  /** Forgets all consents, the organization's included, so that people are asked again. */
  void forgetConsents() {
    consents.withdrawAll();
  }

  /**
   * Forgets one person's consents.
   *
   * @throws Unknown for another person
   */
  void forgetConsents(String person) {
    consents.withdraw(person(person).userPrincipalName());
  }

  private Person person(String name) {
    return directory
        .find(name)
        .orElseThrow(() -> new Unknown("There is no person " + name + " in the tenant."));
  }

  private String checked(String person) {
    return person.equals(Faults.EVERYBODY) ? person : person(person).userPrincipalName();
  }

  private Stream<Mishap> everything() {
    return Stream.concat(Arrays.stream(Fault.values()), scripted.all().stream());
  }

  /** Codes are numbers behind a D. */
  private static int number(Mishap fault) {
    return Integer.parseInt(fault.diagnosis().substring(1));
  }

  private Mishap fault(String name) {
    return everything()
        .filter(fault -> fault.kebab().equals(name) || fault.diagnosis().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(() -> new Unknown("There is no fault " + name + "."));
  }

  private Switch current(Mishap fault) {
    return Switch.of(fault, faults.all().getOrDefault(fault, Set.of()));
  }

  /** A name that means nothing here. */
  static final class Unknown extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unknown(String message) {
      super(message);
    }
  }
}
