package com.mailgrant.support;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.stereotype.Component;

/**
 * The configuration keys that are set. Values are shown only where the key stands in the list of
 * harmless ones; all others say no more than that they are set.
 */
@Component
class SettingsInUse {
  private static final String SET = "(set)";

  private static final Pattern OF_INTEREST =
      Pattern.compile("(mailgrant|server|spring|management|logging|db-scheduler)\\..+");

  private static final Pattern HARMLESS =
      Pattern.compile(
          "mailgrant\\.(public-url|data-dir|trust\\.ca-file|network\\.allow-private-hosts|support\\.email)"
              + "|mailgrant\\.clouds\\..+\\.(kind|display-name|authority|resource|files-sent-copy|host|port|security)"
              + "|mailgrant\\.app-registrations\\[\\d+]\\.(cloud|tenant|client-id|secret-expires)"
              + "|server\\.port|spring\\.threads\\.virtual\\.enabled|logging\\.level\\..+");

  private final ConfigurableEnvironment environment;

  SettingsInUse(ConfigurableEnvironment environment) {
    this.environment = environment;
  }

  Map<String, String> all() {
    var all = new TreeMap<String, String>();
    for (var source : environment.getPropertySources()) {
      if (source instanceof EnumerablePropertySource<?> keys) {
        for (var key : keys.getPropertyNames()) {
          var name = canonical(key);
          if (OF_INTEREST.matcher(name).matches()) {
            all.putIfAbsent(name, shown(key, name));
          }
        }
      }
    }
    return all;
  }

  private String shown(String key, String name) {
    if (!HARMLESS.matcher(name).matches()) {
      return SET;
    }
    var value = environment.getProperty(key);
    return value == null ? SET : value;
  }

  /** Environment variables write {@code MAILGRANT_PUBLIC_URL}; dots are all that can be told. */
  private static String canonical(String key) {
    return key.matches("[A-Z0-9_]+") ? key.toLowerCase(Locale.ROOT).replace('_', '.') : key;
  }
}
