package com.mailgrant.rehearsal.tls;

import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives the web server the same certificate, under the name that application.yaml asks for. */
@Configuration(proxyBeanMethods = false)
class WebServerTls {
  @Bean
  SslBundleRegistrar rehearsalBundle(RehearsalTls tls) {
    return registry ->
        registry.registerBundle(
            "rehearsal",
            SslBundle.of(SslStoreBundle.of(tls.keyStore(), tls.keyStorePassword(), null)));
  }
}
