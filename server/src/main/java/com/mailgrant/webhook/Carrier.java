package com.mailgrant.webhook;

import com.mailgrant.platform.Https;
import com.mailgrant.platform.Secret;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Posts one signed event. */
@Component
class Carrier {
  /** Standard Webhooks advises 15 to 30 s; the lease of an endpoint outlives it. */
  static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Https https;
  private final JsonMapper json;
  private final Clock clock;

  Carrier(Https https, JsonMapper json, Clock clock) {
    this.https = https;
    this.json = json;
    this.clock = clock;
  }

  /**
   * @param id of the event: receivers recognise repetitions by it
   * @param event to be written as JSON
   */
  Delivered post(URI url, List<Secret> secrets, String id, Object event) {
    var body = json.writeValueAsBytes(event);
    var headers = Signature.headers(secrets, id, clock.instant(), body);
    return Delivered.of(url, https.postForeign(url, headers, body, PATIENCE));
  }
}
