package com.mailgrant.platform;

import java.util.UUID;

/**
 * What one room contributes to the support bundle. The bundle leaves the house, so no part ever
 * holds a secret.
 */
public interface SupportPart {
  /** The field of the bundle, for example {@code tests}. */
  String name();

  /** What is known of this organization, as something that becomes JSON. */
  Object of(UUID organization);
}
