package com.mailgrant.mail;

import java.util.List;

/** Where folders live (RFC 2342): one's own, other people's, shared. */
public record Namespaces(List<Namespace> personal, List<Namespace> others, List<Namespace> shared) {
  /** Keeps the server's order. */
  public Namespaces {
    personal = List.copyOf(personal);
    others = List.copyOf(others);
    shared = List.copyOf(shared);
  }

  /**
   * @param prefix raw, before every folder name of this namespace
   * @param delimiter between levels, empty in a flat one
   */
  public record Namespace(String prefix, String delimiter) {}
}
