package com.mailgrant.rehearsal.identity;

import com.mailgrant.rehearsal.fault.Script;
import org.jspecify.annotations.Nullable;

/**
 * A refusal (facts/microsoft365 1.5 and 7).
 *
 * @param number behind AADSTS; 0 where none is told
 * @param error the OAuth word
 * @param status of the token endpoint's answer
 * @param text in our own words
 * @param claims what a person has to prove at the next sign-in, JSON
 */
record EntraError(
    int number,
    String error,
    int status,
    String text,
    @Nullable String suberror,
    @Nullable String claims) {

  EntraError(int number, String error, int status, String text) {
    this(number, error, status, text, null, null);
  }

  /** As a scripted fault says it. */
  static EntraError of(Script.Refused script) {
    return new EntraError(
        script.number(), script.error(), script.status(), script.text(), script.suberror(), null);
  }

  /** First line of what people and programs get to read. */
  String headline() {
    return number == 0 ? text : "AADSTS" + number + ": " + text;
  }
}
