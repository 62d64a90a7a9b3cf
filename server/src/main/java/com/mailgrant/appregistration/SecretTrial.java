package com.mailgrant.appregistration;

/**
 * Shows the authority a secret that nothing depends on yet. Whoever speaks with token endpoints
 * does it.
 */
public interface SecretTrial {
  /**
   * Asks once. It costs nobody's sign-in.
   *
   * @param candidate what would take the place of the registration's own
   */
  Trial tried(AppRegistration registration, ClientProof candidate);

  /** What came of it. */
  sealed interface Trial {
    /** The authority takes it for the registered application: a sign-in was renewed with it. */
    record Renewed() implements Trial {}

    /** The same, as far as it can be seen while nobody has signed in. */
    record Recognised() implements Trial {}

    /**
     * The authority does not take it.
     *
     * @param code of the diagnosis
     * @param errorId of the report
     */
    record Refused(String code, String errorId) implements Trial {}

    /** Nobody answered; it says nothing about the secret. */
    record NoAnswer(String code, String errorId) implements Trial {}
  }
}
