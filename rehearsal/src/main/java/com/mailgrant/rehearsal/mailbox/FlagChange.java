package com.mailgrant.rehearsal.mailbox;

import java.util.EnumSet;
import java.util.Set;

/** What STORE does with the flags that are there. */
public enum FlagChange {
  SET,
  ADD,
  REMOVE;

  Set<Flag> applied(Set<Flag> present, Set<Flag> given) {
    var result = EnumSet.noneOf(Flag.class);
    switch (this) {
      case SET -> result.addAll(given);
      case ADD -> {
        result.addAll(present);
        result.addAll(given);
      }
      case REMOVE -> {
        result.addAll(present);
        result.removeAll(given);
      }
    }
    return result;
  }
}
