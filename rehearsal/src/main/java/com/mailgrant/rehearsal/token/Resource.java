package com.mailgrant.rehearsal.token;

import java.util.Arrays;
import java.util.Optional;

/** What a token can be for (facts/microsoft365 2.1). */
public enum Resource {
  EXCHANGE(
      "https://outlook.office.com",
      "https://outlook.office365.com",
      "00000002-0000-0ff1-ce00-000000000000"),
  GRAPH(
      "https://graph.microsoft.com",
      "https://graph.microsoft.com",
      "00000003-0000-0000-c000-000000000000");

  private final String uri;
  private final String otherUri;
  private final String applicationId;

  Resource(String uri, String otherUri, String applicationId) {
    this.uri = uri;
    this.otherUri = otherUri;
    this.applicationId = applicationId;
  }

  /** The usual name, as scopes and audiences have it. */
  public String uri() {
    return uri;
  }

  /** By any of its names. */
  public static Optional<Resource> named(String name) {
    return Arrays.stream(values()).filter(resource -> resource.isCalled(name)).findFirst();
  }

  private boolean isCalled(String name) {
    return name.equals(uri) || name.equals(otherUri) || name.equals(applicationId);
  }
}
