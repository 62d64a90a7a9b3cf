package com.mailgrant.rehearsal.mail;

import com.mailgrant.rehearsal.directory.Directory;
import com.mailgrant.rehearsal.fault.Fault;
import com.mailgrant.rehearsal.fault.Faults;
import com.mailgrant.rehearsal.fault.Place;
import com.mailgrant.rehearsal.fault.Script;
import com.mailgrant.rehearsal.mailbox.Mailboxes;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What stands behind the mail servers.
 *
 * @param slowness how long {@link Fault#MAIL_SERVER_SLOW} keeps a client waiting
 */
public record Tenant(
    Directory directory,
    Faults faults,
    AccessTokens tokens,
    Mailboxes mailboxes,
    Clock clock,
    Pulse pulse,
    Duration slowness) {

  /** Whether the fault strikes everybody or one of these. */
  public boolean strikes(Fault fault, Collection<String> people) {
    return faults.strikes(fault, Faults.EVERYBODY)
        || people.stream().anyMatch(person -> faults.strikes(fault, person));
  }

  /** Whether the fault strikes the person who signed in or the mailbox that was opened. */
  public boolean strikes(Fault fault, Account account) {
    return strikes(
        fault, List.of(account.person().userPrincipalName(), account.mailbox().address()));
  }

  /** The reply that a fault puts in the place of the usual one, for one of these. */
  public Optional<Script.Line> lineAt(Place place, Collection<String> people) {
    return faults.lineAt(place, people);
  }

  /** The same for the person who signed in or the mailbox that was opened. */
  public Optional<Script.Line> lineAt(Place place, Account account) {
    return lineAt(
        place, List.of(account.person().userPrincipalName(), account.mailbox().address()));
  }

  /** The tenant's time. */
  public Instant now() {
    return clock.instant();
  }

  /**
   * Falls silent, waits or talks nonsense where a fault says so.
   *
   * @param people empty before anybody has said a name
   * @throws HungUpException if the conversation has to end
   */
  public void mishapBeforeAnswer(Collection<String> people, Wire wire)
      throws IOException, InterruptedException {
    if (strikes(Fault.MAIL_SERVER_DOWN, people)) {
      throw new HungUpException("the mail servers are down");
    }
    if (strikes(Fault.MAIL_SERVER_SLOW, people)) {
      pulse.awaitUntil(now().plus(slowness));
    }
    if (strikes(Fault.GARBLED_GREETING, people)) {
      wire.say("HTTP/1.1 400 Bad Request")
          .say("Content-Type: text/html")
          .say("Connection: close")
          .say("")
          .say("<html><body><h1>Bad Request</h1></body></html>")
          .flush();
      throw new HungUpException("no mail server answers");
    }
  }
}
