package com.mailgrant.e2e.harness;

import com.mailgrant.e2e.lab.ForeignLab;
import com.mailgrant.e2e.lab.MailUser;
import com.mailgrant.e2e.lab.Registration;
import com.mailgrant.e2e.lab.Visitor;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Accounts of Mailgrant whose people and mailboxes are those of the foreign lab. */
public final class LabAccounts {
  private static final Registration APP =
      new Registration(
          "c11e0000-0000-4000-8000-000000000001",
          "lab~client.secret_for-tests-0123456789",
          Set.of());

  private final ForeignLab lab;

  /** In this lab. */
  public LabAccounts(ForeignLab lab) {
    this.lab = lab;
  }

  /** What these accounts need of Mailgrant: YAML below {@code mailgrant}. */
  public String configuration() {
    return lab.configuration(APP);
  }

  /** Secret of the app registration. */
  public static String clientSecret() {
    return APP.clientSecret();
  }

  /** Lets people come back from the sign-in page to these nodes. */
  public void register(Collection<MailgrantProcess> nodes) {
    var redirects = nodes.stream().map(MailgrantProcess::redirectUri).collect(Collectors.toSet());
    lab.identityProvider()
        .register(new Registration(APP.clientId(), APP.clientSecret(), redirects));
  }

  /**
   * Creates an account for a mailbox that a person may open and returns its id.
   *
   * @param more fields in addition
   */
  public String create(Api api, MailUser user, String mailbox, Map<String, Object> more)
      throws IOException, InterruptedException {
    var account = new LinkedHashMap<String, Object>();
    account.put("type", "microsoft365");
    account.put("cloud", "lab");
    account.put("accountName", "Mailbox " + mailbox + " " + System.nanoTime());
    account.put("senderName", user.displayName());
    account.put("senderEmail", mailbox);
    account.put("useOAuth", true);
    account.put("username", user.address());
    if (!mailbox.equals(user.address())) {
      account.put("mailboxAddress", mailbox);
    }
    account.putAll(more);
    return api.post("/accounts", account).expect(201).json().path("id").asString();
  }

  /** Asks where the person must go. */
  public URI authorizationUrl(Api api, String account) throws IOException, InterruptedException {
    var login = api.post("/accounts/" + account + "/login").expect(200).json();
    return URI.create(login.path("authorizationUrl").asString());
  }

  /** Signs a person in with a browser that knows nothing of Mailgrant; returns the last page. */
  public Visitor.Page signIn(Api api, String account, MailUser user)
      throws IOException, InterruptedException, GeneralSecurityException {
    try (var visitor = new Visitor(lab.ca().clientContext())) {
      return visitor.signIn(authorizationUrl(api, account), user);
    }
  }
}
