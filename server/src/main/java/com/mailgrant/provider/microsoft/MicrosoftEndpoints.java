package com.mailgrant.provider.microsoft;

import com.mailgrant.provider.Cloud;
import com.mailgrant.provider.OAuthEndpoints;
import com.mailgrant.provider.Permission;
import java.net.URI;
import java.util.List;

/** URL templates and scopes of the v2 endpoints (facts/microsoft365 1.1 and 2.1). */
final class MicrosoftEndpoints {
  private MicrosoftEndpoints() {}

  static OAuthEndpoints of(Cloud cloud, String tenant) {
    var base = cloud.authority() + "/" + tenant;
    return new OAuthEndpoints(
        URI.create(base + "/oauth2/v2.0/authorize"),
        URI.create(base + "/oauth2/v2.0/token"),
        URI.create(base + "/v2.0/.well-known/openid-configuration"),
        cloud.authority() + "/{tenantid}/v2.0",
        URI.create(base + "/discovery/v2.0/keys"),
        tenant.equals("consumers") ? null : URI.create(base + "/v2.0/adminconsent"));
  }

  static List<Permission> permissions(Cloud cloud) {
    return List.of(
        Permission.of("openid", "openid", "Sign you in", "to know who you are"),
        Permission.of(
            "profile",
            "profile",
            "See your name and sign-in name",
            "to make sure that the right person signed in"),
        Permission.of(
            "offline_access",
            "offline_access",
            "Stay signed in",
            "so that mail flows while you are away, without your password"),
        Permission.of(
            cloud.resource() + "/IMAP.AccessAsUser.All",
            "read-write",
            "Read and write your mail",
            "to show new mail, to file copies and to move deleted messages"),
        Permission.of(
            cloud.resource() + "/SMTP.Send",
            "send",
            "Send mail as you",
            "to send messages from the application"));
  }

  static List<String> scopes(Cloud cloud) {
    return permissions(cloud).stream().map(Permission::scope).toList();
  }
}
