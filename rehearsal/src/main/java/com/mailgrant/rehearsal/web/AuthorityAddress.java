package com.mailgrant.rehearsal.web;

import com.mailgrant.rehearsal.RehearsalProperties;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Where browsers and programs reach the identity provider. */
@Component
public class AuthorityAddress {
  private volatile int port;

  AuthorityAddress(RehearsalProperties properties) {
    port = properties.ports().authority();
  }

  /** Without a slash at the end, for example {@code https://localhost:8443}. */
  public String base() {
    return "https://localhost:" + port;
  }

  /** With port 0 only the server knows which one it got. */
  @EventListener
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void listening(WebServerInitializedEvent event) {
    port = event.getWebServer().getPort();
  }
}
