package com.mailgrant;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the service. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Mailgrant {
  static {
    // Unless it is named, Jakarta Mail reads the service files of all jars for every MIME part.
    System.setProperty(
        "jakarta.mail.util.StreamProvider", "org.eclipse.angus.mail.util.MailStreamProvider");
  }

  /** Entry point of {@code ./start}. */
  public static void main(String[] args) {
    SpringApplication.run(Mailgrant.class, args);
  }
}
