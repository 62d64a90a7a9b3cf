package com.mailgrant.rehearsal.mailbox;

import java.util.List;

/** The people outside, who write the letters that lie in the boxes at the start. */
final class Correspondents {
  static final List<String> ADDRESSES =
      List.of(
          "frida.falke@fabrikam.example",
          "orders@fabrikam.example",
          "jerome.geai@fabrikam.example",
          "tanaka@fabrikam.example",
          "newsletter@fabrikam.example",
          "support@fabrikam.example");

  private Correspondents() {}
}
