package com.mailgrant.outbox;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Says no to a message that cannot be sent anyhow before it fills the memory. */
@Component
class BodyLimit extends OncePerRequestFilter {
  /** 35 MB of message, whose base64 parts are a third longer in JSON, and some room. */
  static final long MOST_OCTETS = 64L * 1024 * 1024;

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    var path = request.getRequestURI();
    return !path.startsWith("/api/v1/accounts/")
        || !(path.endsWith("/messages") || path.endsWith("/drafts"))
        || request.getContentLengthLong() <= MOST_OCTETS;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    response.setStatus(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
    response.setHeader("Connection", "close");
    response.setContentType("application/problem+json");
    response
        .getWriter()
        .write(
            "{\"type\":\"about:blank\",\"title\":\"Too large\",\"status\":413,\"detail\":"
                + "\"A message may have 35 MB as it is sent, which is about 25 MB of attachments.\"}");
  }
}
