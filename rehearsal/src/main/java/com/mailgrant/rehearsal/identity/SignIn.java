package com.mailgrant.rehearsal.identity;

import com.mailgrant.rehearsal.directory.Person;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in on its way through the pages.
 *
 * @param id unguessable; hidden field of every page
 * @param person null while nobody is known
 * @param typedPassword whether the person was asked for it, so that the browser may remember
 * @param consented whether the person accepted on this way
 * @param settled whether "Stay signed in?" or the device question was answered
 */
record SignIn(
    String id,
    Purpose purpose,
    @Nullable Person person,
    boolean typedPassword,
    boolean consented,
    boolean settled,
    Instant startedAt) {

  SignIn as(Person somebody) {
    return new SignIn(id, purpose, somebody, true, false, false, startedAt);
  }

  /** Somebody who was signed in already: there is nothing to ask about staying. */
  SignIn asKnown(Person somebody) {
    return new SignIn(id, purpose, somebody, false, false, false, startedAt);
  }

  SignIn asNobody() {
    return new SignIn(id, purpose, null, false, false, false, startedAt);
  }

  SignIn withConsent() {
    return new SignIn(id, purpose, person, typedPassword, true, settled, startedAt);
  }

  SignIn withSettled() {
    return new SignIn(id, purpose, person, typedPassword, consented, true, startedAt);
  }
}
