package com.mailgrant.access;

import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.stereotype.Component;

/** Where people are signed in, on all nodes. */
@Component
class PersonSessions {
  private final FindByIndexNameSessionRepository<?> sessions;

  PersonSessions(FindByIndexNameSessionRepository<?> sessions) {
    this.sessions = sessions;
  }

  void endAll(String userName) {
    endOthers(userName, "");
  }

  /**
   * @param kept id of the session that goes on
   */
  void endOthers(String userName, String kept) {
    sessions.findByPrincipalName(userName).keySet().stream()
        .filter(id -> !id.equals(kept))
        .forEach(sessions::deleteById);
  }
}
