package com.mailgrant.migration;

import com.mailgrant.access.GuessLimit;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Component;

/**
 * The one and the same answer for every link that does not serve, whatever the reason. A link that
 * serves is never slowed down; who tries many that do not is.
 */
@Component
class DeadLinks {
  private static final int TOO_MANY_REQUESTS = 429;

  private final GuessLimit guesses;

  DeadLinks(GuessLimit guesses) {
    this.guesses = guesses;
  }

  /** The page that leads nowhere. */
  String answer(HttpServletRequest request, HttpServletResponse response) {
    var subject = "link " + request.getRemoteAddr();
    boolean tooMany = guesses.blockedUntil(subject).isPresent();
    if (!tooMany) {
      guesses.failed(subject);
    }
    response.setStatus(tooMany ? TOO_MANY_REQUESTS : HttpServletResponse.SC_NOT_FOUND);
    return "migration/nowhere";
  }
}
