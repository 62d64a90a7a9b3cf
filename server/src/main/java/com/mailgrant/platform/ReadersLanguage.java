package com.mailgrant.platform;

import java.util.Arrays;
import java.util.Locale;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;

/**
 * Chooses, of the languages that there are, the one that a request likes best (RFC 9110 12.5.4).
 */
@Configuration(proxyBeanMethods = false)
class ReadersLanguage {
  /** By this name Spring MVC takes it in place of its own. */
  @Bean
  LocaleResolver localeResolver() {
    var resolver = new AcceptHeaderLocaleResolver();
    resolver.setSupportedLocales(Arrays.stream(Language.values()).map(Language::locale).toList());
    resolver.setDefaultLocale(Locale.ENGLISH);
    return resolver;
  }
}
