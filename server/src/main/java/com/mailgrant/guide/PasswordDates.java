package com.mailgrant.guide;

import com.mailgrant.platform.Language;
import com.mailgrant.platform.MailgrantProperties;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Which protocols take passwords no more, as dated data: the file that comes with Mailgrant, or
 * {@code password-dates.yaml} in the data directory. Read at each look, so that a correction shows
 * at once.
 */
@Component
public class PasswordDates {
  private static final String OURS = "/provider/password-dates.yaml";

  private final Path own;

  PasswordDates(MailgrantProperties properties) {
    this.own = properties.dataDir().resolve("password-dates.yaml");
  }

  /**
   * @param asOf when somebody last looked at the announcements
   */
  public record Table(LocalDate asOf, String source, List<Protocol> protocols) {}

  /**
   * @param uses {@code imap}, {@code pop3}, {@code smtp}, or empty where accounts here never use it
   */
  public record Protocol(String name, String state, String when, String uses) {}

  /** The dates as they are known now. */
  public Table table() {
    try (var in = open()) {
      var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
      if (!(yaml.load(in) instanceof Map<?, ?> root)
          || !(root.get("protocols") instanceof List<?> rows)) {
        throw new IllegalStateException("the table of password dates has no list of protocols");
      }
      return new Table(
          LocalDate.parse(date(root.get("asOf"))),
          spoken(root, "source"),
          rows.stream().map(row -> protocol((Map<?, ?>) row)).toList());
    } catch (IOException e) {
      throw new IllegalStateException("the table of password dates cannot be read", e);
    }
  }

  private InputStream open() throws IOException {
    return Files.exists(own)
        ? Files.newInputStream(own)
        : Objects.requireNonNull(PasswordDates.class.getResourceAsStream(OURS));
  }

  private static Protocol protocol(Map<?, ?> row) {
    return new Protocol(
        text(row, "name"), spoken(row, "state"), spoken(row, "when"), text(row, "uses"));
  }

  /** YAML takes a bare date for a point in time. */
  private static String date(@Nullable Object value) {
    return value instanceof java.util.Date date
        ? date.toInstant().toString().substring(0, 10)
        : String.valueOf(value);
  }

  /** In the reader's language where the table has it, as {@code when_de} beside {@code when}. */
  private static String spoken(Map<?, ?> row, String key) {
    var translated = text(row, key + Language.ofReader().suffix());
    return translated.isEmpty() ? text(row, key) : translated;
  }

  private static String text(Map<?, ?> row, String key) {
    var value = row.get(key);
    return value == null ? "" : String.valueOf(value);
  }
}
