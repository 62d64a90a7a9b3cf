package com.mailgrant;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the service. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Mailgrant {
  /** Entry point of {@code ./start}. */
  public static void main(String[] args) {
    SpringApplication.run(Mailgrant.class, args);
  }
}
