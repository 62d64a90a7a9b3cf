package com.mailgrant.e2e;

import java.util.Map;
import java.util.Set;

/**
 * A fault of the rehearsal tenant, and where Mailgrant has to recognise it.
 *
 * @param alone whether it strikes before anybody has said a name, and so everybody
 */
record Play(ControlDesk.Fault fault, Where where, RunTime runTime, Person person, boolean alone) {
  /** Where a person meets it. */
  enum Where {
    /** Test Connection on an account that worked. */
    TEST,
    /** The page after a sign-in. */
    LOGIN,
    /** The provider's page leads nowhere; its text is pasted. */
    DEAD_END,
    /** Not before a message is sent. */
    SENDING,
    /** Nowhere: Mailgrant does not do what the fault punishes. */
    NOWHERE
  }

  /** Where the running service meets it. */
  enum RunTime {
    /** The background proof. */
    HEALTH,
    /** The outbox, when a message is sent. */
    OUTBOX,
    /** Nothing to see: it concerns the sign-in, or a reconnect cures it by itself. */
    NONE
  }

  /** Whose mailbox can show it. */
  enum Person {
    ANYBODY,
    /** Has English folders that are mapped, and a shared mailbox. */
    ANNA,
    /** Has never been proved. */
    ADMIN,
    OLIVIA,
    GINA
  }

  private static final Map<String, Where> WHERE =
      Map.ofEntries(
          Map.entry("consent-needs-administrator", Where.DEAD_END),
          Map.entry("consent-refused-to-users", Where.LOGIN),
          Map.entry("redirect-uri-not-registered", Where.DEAD_END),
          Map.entry("no-refresh-token", Where.LOGIN),
          Map.entry("no-identity-token", Where.LOGIN),
          Map.entry("send-as-denied", Where.SENDING),
          Map.entry("sending-quota-used-up", Where.SENDING),
          Map.entry("connection-lost-after-data", Where.SENDING),
          // Sending signs in as the person and never as the shared mailbox.
          Map.entry("shared-smtp-sign-in-refused", Where.NOWHERE));

  private static final Map<String, RunTime> RUN_TIME =
      Map.ofEntries(
          Map.entry("not-authenticated-at-mail", RunTime.OUTBOX),
          Map.entry("recipient-refused", RunTime.OUTBOX),
          // A new session cures it, and a proof has no folder open.
          Map.entry("access-token-expires-in-session", RunTime.NONE),
          // The claims of a token are looked at when a server refuses it.
          Map.entry("clock-ten-minutes-off", RunTime.NONE),
          // A proof opens no folder but the Inbox.
          Map.entry("sent-folder-renamed", RunTime.NONE),
          // Two time-outs of 20 seconds and more; the faults that hang up prove the same at once.
          Map.entry("authority-slow", RunTime.NONE),
          Map.entry("mail-server-slow", RunTime.NONE));

  private static final Set<String> ANNAS =
      Set.of("sent-folder-renamed", "shared-smtp-sign-in-refused");

  private static final Set<String> ALONE = Set.of("no-oauth-offered");

  static Play of(ControlDesk.Fault fault) {
    var name = fault.name();
    var where = WHERE.getOrDefault(name, where(fault.at()));
    return new Play(
        fault,
        where,
        RUN_TIME.getOrDefault(name, runTime(where, fault.at())),
        person(name),
        ALONE.contains(name));
  }

  String name() {
    return fault.name();
  }

  String diagnosis() {
    return fault.diagnosis();
  }

  private static Person person(String name) {
    return name.startsWith("google-")
        ? Person.GINA
        : name.startsWith("outlook-")
            ? Person.OLIVIA
            : ANNAS.contains(name)
                ? Person.ANNA
                : name.equals("user-unknown") ? Person.ADMIN : Person.ANYBODY;
  }

  private static Where where(String at) {
    return switch (at) {
      case "code", "return", "google-return" -> Where.LOGIN;
      case "page", "google-page" -> Where.DEAD_END;
      case "smtp-message" -> Where.SENDING;
      case "pop3-sign-in" -> Where.NOWHERE;
      default -> Where.TEST;
    };
  }

  private static RunTime runTime(Where where, String at) {
    return switch (where) {
      case LOGIN, DEAD_END, NOWHERE -> RunTime.NONE;
      case SENDING -> RunTime.OUTBOX;
      case TEST ->
          at.equals("smtp-sender") || at.equals("smtp-recipient") ? RunTime.OUTBOX : RunTime.HEALTH;
    };
  }
}
