package com.mailgrant.e2e.lab;

/**
 * What access tokens look like from now on.
 *
 * @param form readable claims or none
 * @param length exact number of characters if the form allows it, else at least; Microsoft's have
 *     1,600 to 2,500
 */
public record TokenShape(Form form, int length) {
  /** Whether somebody else than the resource could read the token. */
  public enum Form {
    /** Random characters, as for personal accounts. */
    OPAQUE,
    /**
     * Signed claims {@code aud}, {@code scp}, {@code tid}, {@code oid}, {@code upn}, {@code exp}.
     */
    JWT
  }

  /** Claims, and as long as Microsoft's longest. */
  public static final TokenShape LONG_JWT = new TokenShape(Form.JWT, 2500);

  /** No claims, and as long as Microsoft's longest. */
  public static final TokenShape LONG_OPAQUE = new TokenShape(Form.OPAQUE, 2500);
}
