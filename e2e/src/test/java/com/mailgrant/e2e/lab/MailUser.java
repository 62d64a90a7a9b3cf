package com.mailgrant.e2e.lab;

/**
 * A person of the lab who can sign in.
 *
 * @param address user name and mailbox address in one
 * @param displayName claim {@code name} of the id_token
 * @param objectId claim {@code oid}: stable where the address is not (facts/microsoft365 1.6)
 */
public record MailUser(String address, String displayName, String objectId) {
  /** Her mailbox has special-use attributes; she may also open {@link #SHARED}. */
  public static final MailUser ANNA =
      new MailUser("anna@lab.example", "Anna Amsel", "a11a0000-0000-4000-8000-000000000001");

  /** His folders have German names, modified UTF-7 on the wire, and no attributes. */
  public static final MailUser BERND =
      new MailUser("bernd@lab.example", "Bernd Bussard", "be2d0000-0000-4000-8000-000000000002");

  /**
   * A shared mailbox with Exchange's English folder names and no attributes; nobody signs in as it.
   */
  public static final String SHARED = "info@lab.example";

  /** Every address of the lab ends with it. */
  public static final String DOMAIN = "lab.example";
}
