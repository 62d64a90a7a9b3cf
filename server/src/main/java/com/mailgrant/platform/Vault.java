package com.mailgrant.platform;

/**
 * Seals secrets for the database. What was sealed for one row cannot be opened as another's: the
 * row's name is authenticated with it (AEAD associated data).
 */
public interface Vault {
  /**
   * Encrypts with the newest key.
   *
   * @param boundTo table, column and primary key, for example {@code token_grant.refresh_token:7}
   */
  byte[] seal(Secret secret, String boundTo);

  /**
   * Decrypts with whichever key sealed it.
   *
   * @throws SealBroken when key, content or {@code boundTo} do not match
   */
  Secret open(byte[] sealed, String boundTo);

  /** A sealed value could not be opened: wrong key file, moved row or changed bytes. */
  final class SealBroken extends RuntimeException {
    /** Names the row, never the content. */
    public SealBroken(String boundTo, Throwable cause) {
      super("The sealed value " + boundTo + " cannot be opened with the keys at hand", cause);
    }
  }
}
