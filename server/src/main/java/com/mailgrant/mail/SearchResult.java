package com.mailgrant.mail;

/**
 * What matched.
 *
 * @param precision whether the server could search for exactly what was asked
 */
public record SearchResult(UidSet uids, Precision precision) {
  /** How far the result can be trusted. */
  public enum Precision {
    EXACT,
    /** The server takes ASCII only; matches all that was asked for, and perhaps more. */
    SUPERSET
  }
}
