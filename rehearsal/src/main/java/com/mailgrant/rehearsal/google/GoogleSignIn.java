package com.mailgrant.rehearsal.google;

import com.mailgrant.rehearsal.directory.Person;
import com.mailgrant.rehearsal.grant.Challenge;
import com.mailgrant.rehearsal.registration.Registration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in on its way through Google's pages.
 *
 * @param id unguessable; hidden field of every page
 * @param asksConsent {@code prompt=consent}
 * @param offline {@code access_type=offline}
 * @param person null while nobody is known
 */
record GoogleSignIn(
    String id,
    Registration registration,
    String redirectUri,
    List<GoogleScope> scopes,
    boolean asksConsent,
    boolean offline,
    @Nullable String state,
    @Nullable String nonce,
    @Nullable Challenge challenge,
    @Nullable String loginHint,
    @Nullable Person person,
    Instant startedAt) {

  GoogleSignIn as(Person somebody) {
    return new GoogleSignIn(
        id,
        registration,
        redirectUri,
        scopes,
        asksConsent,
        offline,
        state,
        nonce,
        challenge,
        loginHint,
        somebody,
        startedAt);
  }

  List<String> scopeNames() {
    return scopes.stream().map(GoogleScope::name).toList();
  }
}
