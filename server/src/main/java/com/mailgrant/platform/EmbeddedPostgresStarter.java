package com.mailgrant.platform;

import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Starts the embedded PostgreSQL where the configuration names no other database. */
class EmbeddedPostgresStarter implements EnvironmentPostProcessor, Ordered {
  private static volatile boolean started;

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    if (environment.containsProperty("spring.datasource.url") || started) {
      return;
    }
    var directory = Path.of(environment.getProperty("mailgrant.data-dir", "./data"));
    var postgres = EmbeddedPostgres.start(directory);
    started = true;
    // Handlers run after the application context has closed its connections.
    SpringApplication.getShutdownHandlers().add(postgres::close);
    environment
        .getPropertySources()
        .addLast(
            new MapPropertySource(
                "embedded PostgreSQL",
                Map.of(
                    "spring.datasource.url", postgres.url(),
                    "spring.datasource.username", postgres.user(),
                    "spring.datasource.password", postgres.password())));
  }

  /** After the configuration files were read. */
  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }
}
