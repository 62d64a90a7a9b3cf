package com.mailgrant.rehearsal.fault;

/**
 * Something that can be made to go wrong: a {@link Fault} that needs code of its own, or a {@link
 * ScriptedFault} that only says what is answered where.
 */
public sealed interface Mishap permits Fault, ScriptedFault {
  /** For addresses and API, for example {@code smtp-auth-off-for-organization}. */
  String kebab();

  /** Code of the diagnosis that fits, for example {@code D01}. */
  String diagnosis();

  /** One sentence for the control page. */
  String description();
}
