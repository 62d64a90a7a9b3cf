package com.mailgrant.testing;

import com.mailgrant.Mailgrant;
import com.mailgrant.platform.MailgrantProperties;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.context.LifecycleProcessor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.ControllerAdvice;
import tools.jackson.databind.json.JsonMapper;

/**
 * One node of Mailgrant without its web side: the real objects, wired as in production, with real
 * transactions, and nothing that runs by itself. Starts in a fraction of a second.
 */
public final class Node implements AutoCloseable {
  private final AnnotationConfigApplicationContext context;

  private Node(AnnotationConfigApplicationContext context) {
    this.context = context;
  }

  static Node start(DataSource database, Clock clock, MailgrantProperties properties) {
    var context = new AnnotationConfigApplicationContext();
    context.registerBean(DataSource.class, () -> database);
    context.registerBean(Clock.class, () -> clock);
    context.registerBean(MailgrantProperties.class, () -> properties);
    context.register(Wiring.class);
    context.refresh();
    return new Node(context);
  }

  /** An object of this node; tests reach those of their own package. */
  public <T> T get(Class<T> type) {
    return context.getBean(type);
  }

  /** Something happened elsewhere in this node. */
  public void tell(Object event) {
    context.publishEvent(event);
  }

  @Override
  public void close() {
    context.close();
  }

  /** No {@code @Configuration}: the scan of the whole program would find it and stand still. */
  @EnableTransactionManagement(proxyTargetClass = true)
  @ComponentScan(
      basePackageClasses = Mailgrant.class,
      excludeFilters = {
        @Filter(
            type = FilterType.ANNOTATION,
            classes = {Controller.class, ControllerAdvice.class}),
        @Filter(
            type = FilterType.REGEX,
            pattern = {
              "com\\.mailgrant\\.Mailgrant",
              "com\\.mailgrant\\.access\\.(?!ApiKeys$|GuessLimit$).*",
              "com\\.mailgrant\\.platform\\.PlatformConfiguration",
              "com\\.mailgrant\\.testing\\..*"
            })
      })
  static class Wiring {
    @Bean
    PlatformTransactionManager transactionManager(DataSource database) {
      return new JdbcTransactionManager(database);
    }

    @Bean
    TransactionTemplate transactionTemplate(PlatformTransactionManager manager) {
      return new TransactionTemplate(manager);
    }

    @Bean
    JdbcClient jdbcClient(DataSource database) {
      return JdbcClient.create(database);
    }

    @Bean
    JsonMapper jsonMapper() {
      return JsonMapper.builder().build();
    }

    /** Workers stand still: a test takes their steps one by one. */
    @Bean
    LifecycleProcessor lifecycleProcessor() {
      return new StandingStill();
    }
  }

  private static final class StandingStill implements LifecycleProcessor {
    @Override
    public void onRefresh() {}

    @Override
    public void onClose() {}

    @Override
    public void start() {}

    @Override
    public void stop() {}

    @Override
    public boolean isRunning() {
      return true;
    }
  }
}
