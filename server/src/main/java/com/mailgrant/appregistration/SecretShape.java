package com.mailgrant.appregistration;

import com.mailgrant.platform.Secret;
import java.util.regex.Pattern;

/** What can be told of a secret without telling it. */
final class SecretShape {
  private static final Pattern GUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private SecretShape() {}

  static boolean isGuid(Secret secret) {
    return GUID.matcher(secret.reveal()).matches();
  }
}
