package com.mailgrant.organization;

import java.util.UUID;

/** Primary key of an organization. */
public record OrganizationId(UUID value) {
  /** The one that a new installation has. */
  public static final OrganizationId FIRST =
      new OrganizationId(UUID.fromString("00000000-0000-4000-8000-000000000001"));

  @Override
  public String toString() {
    return value.toString();
  }
}
