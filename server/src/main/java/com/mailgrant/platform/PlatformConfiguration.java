package com.mailgrant.platform;

import java.time.Clock;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.type.LogicalType;

@Configuration(proxyBeanMethods = false)
class PlatformConfiguration {
  /** What everything here tells the time by. */
  @Bean
  SharedClock clock() {
    return new SharedClock(Clock.systemUTC().instant(), System::nanoTime);
  }

  @Bean
  ClockKeeper clockKeeper(SharedClock clock, JdbcClient jdbc) {
    return new ClockKeeper(clock, Clock.systemUTC(), jdbc);
  }

  /** Else a node that is ahead would take the tasks of living nodes for abandoned. */
  @Bean
  com.github.kagkarlsson.scheduler.Clock schedulersClock(SharedClock clock) {
    return clock::instant;
  }

  /** An id that is an empty text is a mistake and not the absence of one. */
  @Bean
  JsonMapperBuilderCustomizer noEmptyIds() {
    return mapper ->
        mapper.withCoercionConfig(
            LogicalType.OtherScalar,
            config -> config.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail));
  }

  /** Lets secrets stand in the configuration without ever being plain strings in our hands. */
  @Component
  @ConfigurationPropertiesBinding
  static final class SecretConverter implements Converter<String, Secret> {
    @Override
    public Secret convert(String value) {
      return new Secret(value);
    }
  }
}
