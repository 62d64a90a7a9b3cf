package com.mailgrant.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.account.MailAccount;
import com.mailgrant.account.TestAccounts;
import com.mailgrant.appregistration.TestRegistrations;
import com.mailgrant.diagnosis.Diagnoses;
import com.mailgrant.diagnosis.Diagnosis;
import com.mailgrant.login.LoginResult.NotSignedIn;
import com.mailgrant.login.LoginResult.SignedIn;
import com.mailgrant.testing.Installation;
import com.mailgrant.testing.TokenDesk;
import com.mailgrant.testing.Visitor;
import com.mailgrant.token.Tokens;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** An installation with a browser in front of it. */
final class Stage implements AutoCloseable {
  final Installation installation = Installation.start();
  final Login login = installation.node().get(Login.class);

  Stage() {
    TestRegistrations.configured(installation.node());
  }

  MailAccount account(Visitor visitor) {
    return TestAccounts.corporate(installation.node(), visitor.username());
  }

  /** Presses Login and signs in at the authority as this person. */
  LoginResult signIn(MailAccount account, Visitor visitor) {
    return back(login.start(account).authorizationUrl(), visitor);
  }

  /** Comes back from the authority with a code for this person. */
  LoginResult back(URI authorizationUrl, Visitor visitor) {
    return back(
        state(authorizationUrl),
        installation.authority().desk().code(authorizationUrl, visitor),
        null,
        null);
  }

  LoginResult back(
      @Nullable String state,
      @Nullable String code,
      @Nullable String error,
      @Nullable String description) {
    return login.finish(BrowserReturn.of(state, code, error, description));
  }

  static String state(URI authorizationUrl) {
    return TokenDesk.query(authorizationUrl).getOrDefault("state", "");
  }

  static SignedIn signedIn(LoginResult result) {
    assertThat(result).isInstanceOf(SignedIn.class);
    return (SignedIn) result;
  }

  /** What the page says about a sign-in that failed. */
  Diagnosis diagnosis(LoginResult result) {
    assertThat(result).isInstanceOf(NotSignedIn.class);
    var failed = (NotSignedIn) result;
    return installation
        .node()
        .get(Diagnoses.class)
        .find(failed.organization(), failed.errorId())
        .orElseThrow()
        .diagnosis();
  }

  boolean hasGrant(MailAccount account) {
    return installation.node().get(Tokens.class).grant(account.id()).isPresent();
  }

  @Override
  public void close() {
    installation.close();
  }
}
