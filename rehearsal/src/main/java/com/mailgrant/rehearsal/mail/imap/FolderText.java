package com.mailgrant.rehearsal.mail.imap;

/** Folder names as they stand in answers. */
final class FolderText {
  private FolderText() {}

  /** Modified UTF-7, quoted where it has to be. */
  static String of(String name) {
    var encoded = ModifiedUtf7.encode(name);
    if (encoded.matches("[A-Za-z0-9.&/+,_-]+") && !encoded.equalsIgnoreCase("NIL")) {
      return encoded;
    }
    return quoted(encoded);
  }

  static String quoted(String ascii) {
    return '"' + ascii.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
