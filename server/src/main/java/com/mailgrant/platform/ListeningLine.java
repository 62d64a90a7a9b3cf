package com.mailgrant.platform;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Says where the service is to be found, wherever the port came from; {@code ./start} waits for it.
 */
@Component
class ListeningLine {
  private static final Logger LOG = LoggerFactory.getLogger(ListeningLine.class);

  @EventListener
  void ready(ApplicationReadyEvent event) {
    if (event.getApplicationContext() instanceof WebServerApplicationContext web
        && web.getWebServer() != null) {
      LOG.info("Listening on port {}", web.getWebServer().getPort());
    }
  }
}
