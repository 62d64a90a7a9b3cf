package com.mailgrant.access;

import java.io.Serializable;
import java.security.Principal;
import java.util.UUID;

/**
 * Somebody who works at the migration plan for a time.
 *
 * @param id of the delegation
 * @param name for the history
 */
record Delegate(UUID id, String name) implements Principal, Serializable {
  private static final long serialVersionUID = 1L;

  @Override
  public String getName() {
    return name;
  }
}
