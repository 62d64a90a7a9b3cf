package com.mailgrant.access;

import java.util.UUID;

/** Says at each request whether somebody may still work at the migration plan. */
public interface DelegatePasses {
  /**
   * @param id of the delegation
   */
  boolean serves(UUID id);
}
