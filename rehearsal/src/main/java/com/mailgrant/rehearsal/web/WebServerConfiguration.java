package com.mailgrant.rehearsal.web;

import com.mailgrant.rehearsal.RehearsalProperties;
import com.mailgrant.rehearsal.fault.Faults;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the troubles in front of everything else. */
@Configuration(proxyBeanMethods = false)
class WebServerConfiguration {
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> troubles(
      Faults faults, PersonBehind personBehind, RequestLog log, RehearsalProperties properties) {
    return factory ->
        factory.addEngineValves(new TroubleValve(faults, personBehind, log, properties));
  }
}
