package com.mailgrant.provider.microsoft;

import com.mailgrant.provider.Cloud;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** For which services a token may be (facts/microsoft365 2.1). */
final class MicrosoftTokens {
  /** Exchange Online under its names; the id is that of its service principal in every tenant. */
  private static final Set<String> EXCHANGE =
      Set.of(
          "https://outlook.office.com",
          "https://outlook.office365.com",
          "00000002-0000-0ff1-ce00-000000000000");

  private MicrosoftTokens() {}

  static boolean isForMail(String audience, @Nullable Cloud cloud) {
    var plain = withoutSlash(audience);
    return EXCHANGE.contains(plain)
        || (cloud != null && withoutSlash(cloud.resource()).equalsIgnoreCase(plain));
  }

  private static String withoutSlash(String uri) {
    return uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
  }
}
