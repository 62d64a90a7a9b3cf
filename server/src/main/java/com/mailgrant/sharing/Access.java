package com.mailgrant.sharing;

import java.util.List;
import java.util.Set;

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
   */
  public record Share(String user, Set<Right> rights) {
    public Share {
      rights = Set.copyOf(rights);
    }

    /** Whether it comprises a right. */
    public boolean has(Right right) {
      return rights.contains(right);
    }
  }
}
