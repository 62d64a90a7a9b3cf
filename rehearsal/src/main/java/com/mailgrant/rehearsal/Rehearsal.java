package com.mailgrant.rehearsal;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

/** Starts the rehearsal tenant. */
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
@ConfigurationPropertiesScan
public class Rehearsal {
  /** Entry point of {@code ./start}. */
  public static void main(String[] args) {
    SpringApplication.run(Rehearsal.class, args);
  }
}
