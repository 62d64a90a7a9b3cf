package com.mailgrant.login;

import com.mailgrant.account.MailAccount;
import com.mailgrant.testing.Installation;
import com.mailgrant.testing.TokenDesk;
import com.mailgrant.testing.Visitor;
import java.net.URI;

/** Sign-ins for the tests of other packages, through the same door as all sign-ins. */
public final class TestLogins {
  private TestLogins() {}

  /** Presses Login and signs in as this person; whether that succeeded. */
  public static boolean signIn(Installation installation, MailAccount account, Visitor visitor) {
    var login = installation.node().get(Login.class);
    return back(installation, login.start(account).authorizationUrl(), visitor);
  }

  /** Comes back from an address that was handed out; whether that succeeded. */
  public static boolean back(Installation installation, URI authorizationUrl, Visitor visitor) {
    var state = TokenDesk.query(authorizationUrl).getOrDefault("state", "");
    var code = installation.authority().desk().code(authorizationUrl, visitor);
    return installation.node().get(Login.class).finish(BrowserReturn.of(state, code, null, null))
        instanceof LoginResult.SignedIn;
  }
}
