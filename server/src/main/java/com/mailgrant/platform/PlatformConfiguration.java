package com.mailgrant.platform;

import java.time.Clock;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;
import org.springframework.stereotype.Component;

@Configuration(proxyBeanMethods = false)
class PlatformConfiguration {
  @Bean
  Clock clock() {
    return Clock.systemUTC();
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
