package com.mailgrant.provider;

import com.mailgrant.diagnosis.Finding;
import com.mailgrant.mail.Protocol;
import com.mailgrant.mail.ServerAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known around a failure, so that replies with the same text can be told apart.
 *
 * @param cloud null for a generic account
 * @param servers that the account talks to
 * @param usesOAuth whether it signs in with a token and not with a password
 * @param signInUser who signs in
 * @param mailbox which mailbox is opened
 * @param senderEmail what From says
 * @param claims of the access token; null where it is opaque or there is none
 * @param imapAccepted IMAP took the same token shortly before
 */
public record Evidence(
    AccountType accountType,
    @Nullable Cloud cloud,
    Application application,
    Map<Protocol, ServerAddress> servers,
    boolean usesOAuth,
    String signInUser,
    String mailbox,
    String senderEmail,
    @Nullable TokenClaims claims,
    Certainty imapAccepted,
    History history) {
  public Evidence {
    servers = Map.copyOf(servers);
  }

  /** A fact that may not have been looked at. */
  public enum Certainty {
    YES,
    NO,
    UNKNOWN
  }

  /** As in the app registration; null for a generic account. */
  public @Nullable String tenant() {
    return application.tenant();
  }

  /** Of the app registration; null for a generic account. */
  public @Nullable String clientId() {
    return application.clientId();
  }

  /** Whether the mailbox is another one than the person's own. */
  public boolean isShared() {
    return !signInUser.equalsIgnoreCase(mailbox);
  }

  /** Where the account speaks this protocol. */
  public Optional<ServerAddress> server(Protocol protocol) {
    return Optional.ofNullable(servers.get(protocol));
  }

  /** With the claims of the token at hand. */
  public Evidence with(@Nullable TokenClaims read) {
    return with(read, imapAccepted);
  }

  /** With the knowledge of what IMAP said. */
  public Evidence withImapAccepted(Certainty accepted) {
    return with(claims, accepted);
  }

  private Evidence with(@Nullable TokenClaims read, Certainty accepted) {
    return new Evidence(
        accountType,
        cloud,
        application,
        servers,
        usesOAuth,
        signInUser,
        mailbox,
        senderEmail,
        read,
        accepted,
        history);
  }

  /** For the blanks of the catalogue's texts. */
  public Map<String, String> values() {
    var values = new LinkedHashMap<String, String>();
    values.put(Finding.ACCOUNT_TYPE, accountType.apiName());
    values.put("user", signInUser);
    values.put("mailbox", mailbox);
    values.put("sender", senderEmail);
    values.put("organization", organization());
    put(values, "tenant", application.tenant());
    put(values, "clientId", application.clientId());
    put(values, "redirectUri", application.redirectUri());
    if (cloud != null) {
      values.put("cloud", cloud.displayName());
      values.put("authority", String.valueOf(cloud.authority().getHost()));
      values.put("resource", cloud.resource());
      values.putAll(cloud.pages().values());
    }
    return values;
  }

  /** A name that people know their organization by: a domain rather than a number. */
  private String organization() {
    var tenant = application.tenant();
    if (tenant != null && tenant.contains(".")) {
      return tenant;
    }
    int at = signInUser.lastIndexOf('@');
    return at >= 0 && at + 1 < signInUser.length() ? signInUser.substring(at + 1) : signInUser;
  }

  private static void put(Map<String, String> values, String name, @Nullable String value) {
    if (value != null) {
      values.put(name, value);
    }
  }
}
