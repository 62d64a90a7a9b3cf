package com.mailgrant.provider;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a cloud is administered, for the remedies of the catalogue (facts/microsoft365 1.8).
 *
 * @param mail the mail service itself
 * @param directory people, applications, sign-in rules
 * @param organization subscriptions, licences, domains
 * @param security blocked senders, protection of mail
 * @param shell the command that begins an administrator's session
 */
public record AdminPages(
    @Nullable URI mail,
    @Nullable URI directory,
    @Nullable URI organization,
    @Nullable URI security,
    @Nullable String shell) {
  /** There is no such page. */
  public static final AdminPages NONE = new AdminPages(null, null, null, null, null);

  /** By the names of their blanks. */
  public Map<String, String> values() {
    var values = new LinkedHashMap<String, String>();
    put(values, "adminCenter", mail);
    put(values, "entraAdminCenter", directory);
    put(values, "microsoftAdminCenter", organization);
    put(values, "securityCenter", security);
    put(values, "connect", shell);
    return values;
  }

  private static void put(Map<String, String> values, String name, @Nullable Object page) {
    if (page != null) {
      values.put(name, page.toString());
    }
  }
}
