package com.mailgrant.rehearsal.identity;

import com.mailgrant.rehearsal.token.Resource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked for, in plain words for the consent page.
 *
 * @param resource null for the scopes of OpenID Connect
 */
record Permission(@Nullable Resource resource, String name, String title, String explanation) {
  private static final List<Permission> ALL =
      List.of(
          openId("openid", "Sign you in", "The application learns that it is you."),
          openId("profile", "See your profile", "Your name and your sign-in name."),
          openId("email", "See your email address", "Your primary address."),
          openId(
              "offline_access",
              "Keep the access that you give",
              "The application can do all this while you are away, until you take it back."),
          exchange(
              "IMAP.AccessAsUser.All",
              "Read and write your mail",
              "Through IMAP: all folders of your mailbox."),
          exchange(
              "POP.AccessAsUser.All", "Read and delete your mail", "Through POP3: your inbox."),
          exchange("SMTP.Send", "Send mail as you", "Through SMTP, with your address in From."),
          graph("User.Read", "Sign you in and read your profile", "Through Microsoft Graph."),
          graph("Mail.Read", "Read your mail", "Through Microsoft Graph."),
          graph("Mail.ReadWrite", "Read and write your mail", "Through Microsoft Graph."),
          graph("Mail.Send", "Send mail as you", "Through Microsoft Graph."),
          graph("MailboxSettings.Read", "Read your mailbox settings", "Language and time zone."),
          graph("IMAP.AccessAsUser.All", "Read and write your mail", "Through Microsoft Graph."),
          graph("POP.AccessAsUser.All", "Read and delete your mail", "Through Microsoft Graph."),
          graph("SMTP.Send", "Send mail as you", "Through Microsoft Graph."));

  /** What {@code .default} stands for. */
  static List<Permission> registeredFor(Resource resource) {
    return switch (resource) {
      case EXCHANGE -> ALL.stream().filter(one -> one.resource == Resource.EXCHANGE).toList();
      case GRAPH -> find(Resource.GRAPH, "User.Read").stream().toList();
    };
  }

  static Optional<Permission> find(@Nullable Resource resource, String name) {
    return ALL.stream()
        .filter(one -> one.resource == resource && one.name.equalsIgnoreCase(name))
        .findFirst();
  }

  /** The same for all the resource's names. */
  String scope() {
    return resource == null ? name : resource.uri() + "/" + name;
  }

  private static Permission openId(String name, String title, String explanation) {
    return new Permission(null, name, title, explanation);
  }

  private static Permission exchange(String name, String title, String explanation) {
    return new Permission(Resource.EXCHANGE, name, title, explanation);
  }

  private static Permission graph(String name, String title, String explanation) {
    return new Permission(Resource.GRAPH, name, title, explanation);
  }
}
