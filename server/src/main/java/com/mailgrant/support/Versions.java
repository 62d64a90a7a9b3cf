package com.mailgrant.support;

import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What Mailgrant is and what it runs on. */
@Component
class Versions {
  private final ObjectProvider<BuildProperties> build;
  private final JdbcClient jdbc;

  Versions(ObjectProvider<BuildProperties> build, JdbcClient jdbc) {
    this.build = build;
    this.jdbc = jdbc;
  }

  Map<String, String> all() {
    var all = new TreeMap<String, String>();
    build.ifAvailable(known -> {
      all.put("mailgrant", String.valueOf(known.getVersion()));
      all.put("built", String.valueOf(known.getTime()));
    });
    all.put("java", Runtime.version().toString());
    all.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    all.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
    all.put("timeZone", ZoneId.systemDefault().getId());
    all.put("postgresql", jdbc.sql("show server_version").query(String.class).single());
    all.put(
        "schema",
        jdbc.sql("select max(version) from flyway_schema_history where success")
            .query(String.class)
            .optional()
            .orElse("none"));
    return all;
  }
}
