package com.mailgrant.rehearsal.token;

import com.mailgrant.rehearsal.RehearsalProperties;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.stereotype.Component;

/** How long access tokens are good. */
@Component
public class TokenLife {
  /** facts/microsoft365 3.1. */
  private static final int SHORTEST_SECONDS = 60 * 60;

  private static final int LONGEST_SECONDS = 90 * 60;

  private final RehearsalProperties properties;

  TokenLife(RehearsalProperties properties) {
    this.properties = properties;
  }

  /** Of the next token at Google, where all live equally long. */
  public Duration nextOr(Duration usual) {
    var fixed = properties.accessTokenLife();
    return fixed == null ? usual : fixed;
  }

  /** Of the next token at Microsoft. */
  public Duration next() {
    var fixed = properties.accessTokenLife();
    return fixed != null
        ? fixed
        : Duration.ofSeconds(
            ThreadLocalRandom.current().nextInt(SHORTEST_SECONDS, LONGEST_SECONDS + 1));
  }
}
