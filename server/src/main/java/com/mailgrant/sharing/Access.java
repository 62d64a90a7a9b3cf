package com.mailgrant.sharing;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who may use an account, and as whom it may send.
 *
 * @param senders further addresses that may stand in From, besides the account's own
 */
public record Access(List<Share> users, List<String> senders) {
  public Access {
    users = List.copyOf(users);
    senders = List.copyOf(senders);
  }

  /**
   * @param user the application's id of a person
   * @param rights always in the same order
   */
  public record Share(String user, Set<Right> rights) {
    public Share {
      rights = Collections.unmodifiableSet(new TreeSet<>(rights));
    }

    /** Whether it comprises a right. */
    public boolean has(Right right) {
      return rights.contains(right);
    }
  }
}
