package com.mailgrant.rehearsal.company;

import com.mailgrant.rehearsal.directory.Directory;
import com.mailgrant.rehearsal.directory.Person;
import com.mailgrant.rehearsal.fault.Fault;
import com.mailgrant.rehearsal.fault.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The people who still have passwords, and what holds some of them up. */
@Component
class Company {
  /** Every so many people one has trouble; the trouble goes round. */
  private static final int EVERY = 4;

  /** All of them strike the new way alone: the password goes on working. */
  private static final List<Fault> SPREAD =
      List.of(
          Fault.SMTP_AUTH_OFF_FOR_MAILBOX,
          Fault.CONSENT_REFUSED_TO_USERS,
          Fault.AUTHENTICATED_NOT_CONNECTED,
          Fault.CONDITIONAL_ACCESS_BLOCKS,
          Fault.SMTP_REFUSES_TOKEN,
          Fault.IMAP_OFF_FOR_MAILBOX);

  private final Directory directory;
  private final Faults faults;

  Company(Directory directory, Faults faults) {
    this.directory = directory;
    this.faults = faults;
  }

  List<Person> people() {
    return directory.company();
  }

  boolean passwordsTaken() {
    return directory.takesPasswords();
  }

  void takePasswords(boolean taken) {
    directory.takePasswords(taken);
  }

  /** Somebody who will get stuck, and on what. */
  record Trouble(String person, String fault, String diagnosis, String description) {}

  /** Who will get stuck once the faults are spread, the same people at every start. */
  List<Trouble> spread() {
    var people = people();
    var troubles = new ArrayList<Trouble>();
    for (int i = 0; i < people.size() / EVERY; i++) {
      var fault = SPREAD.get(i % SPREAD.size());
      troubles.add(
          new Trouble(
              people.get((i + 1) * EVERY - 1).userPrincipalName(),
              fault.kebab(),
              fault.diagnosis(),
              fault.description()));
    }
    return troubles;
  }

  void switchSpreadOn() {
    each(faults::switchOn);
  }

  void switchSpreadOff() {
    each(faults::switchOff);
  }

  boolean spreadIsOn() {
    var on = faults.all();
    return !spread().isEmpty()
        && spread().stream()
            .allMatch(
                trouble -> on.getOrDefault(fault(trouble), Set.of()).contains(trouble.person()));
  }

  /** The list of a plan, as a spreadsheet would save it. */
  String plan() {
    return people().stream()
        .map(person ->
            String.join(
                ",",
                person.displayName(),
                person.displayName(),
                person.userPrincipalName(),
                person.userPrincipalName(),
                person.displayName(),
                person.userPrincipalName(),
                "change"))
        .collect(
            Collectors.joining(
                "\r\n",
                "Account name,Sender name,Sender email,Username,Owner,Owner email,Decision\r\n",
                "\r\n"));
  }

  private void each(BiConsumer<Fault, String> what) {
    spread().forEach(trouble -> what.accept(fault(trouble), trouble.person()));
  }

  private static Fault fault(Trouble trouble) {
    return SPREAD.stream()
        .filter(fault -> fault.kebab().equals(trouble.fault()))
        .findFirst()
        .orElseThrow();
  }
}
