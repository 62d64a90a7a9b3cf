package com.mailgrant.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * One row of a data file of ours that people may correct. Whatever is wrong with it is said with
 * the file's name and the row, at start and not when somebody needs it.
 */
public final class YamlRow {
  private final String where;
  private final Map<String, Object> fields;

  private YamlRow(String where, Map<String, Object> fields) {
    this.where = where;
    this.fields = fields;
  }

  /**
   * The rows of a file that is a list.
   *
   * @param resource on the class path, with a leading slash
   */
  public static List<YamlRow> list(String resource) {
    if (read(resource) instanceof List<?> rows) {
      return rows(resource, rows);
    }
    throw failure(resource, "is not a list");
  }

  /** The texts of a file that is a list of texts. */
  public static List<String> texts(String resource, String what) {
    return new YamlRow(resource, Map.of(what, read(resource))).texts(what);
  }

  /** A file that is one row. */
  public static YamlRow single(String resource) {
    return row(resource, read(resource));
  }

  /** Refuses fields beyond these, so that a typing error does not go unnoticed. */
  public YamlRow only(String... known) {
    for (var name : fields.keySet()) {
      if (!Set.of(known).contains(name)) {
        throw wrong("has an unknown field " + name);
      }
    }
    return this;
  }

  /** A text that must be there. */
  public String text(String name) {
    return optionalText(name).orElseThrow(() -> wrong("lacks " + name));
  }

  /** A text, or a number as text. */
  public Optional<String> optionalText(String name) {
    var value = fields.get(name);
    return value == null ? Optional.empty() : Optional.of(scalar(name, value));
  }

  /** A list of texts, or one that stands for a list of one; empty where there is none. */
  public List<String> texts(String name) {
    var value = fields.get(name);
    if (value == null) {
      return List.of();
    }
    return value instanceof List<?> list
        ? list.stream().map(item -> scalar(name, item)).toList()
        : List.of(scalar(name, value));
  }

  /** Rows within this row; empty where there are none. */
  public List<YamlRow> rows(String name) {
    var value = fields.get(name);
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list) {
      return rows(where + ", " + name, list);
    }
    throw wrong("has no list " + name);
  }

  /** All fields as texts, in their order. */
  public Map<String, String> asMap() {
    var map = new LinkedHashMap<String, String>();
    fields.forEach((name, value) -> map.put(name, scalar(name, value)));
    return map;
  }

  /** A row within this row; an empty one where there is none. */
  public YamlRow row(String name) {
    var value = fields.get(name);
    return row(where + ", " + name, value == null ? Map.of() : value);
  }

  /** What is wrong with this row, with its place. */
  public IllegalStateException wrong(String what) {
    return failure(where, what);
  }

  private String scalar(String name, @Nullable Object value) {
    return switch (value) {
      case String text when !text.isBlank() -> text.strip();
      case Number number -> number.toString();
      case null, default -> throw wrong("has no usable text for " + name);
    };
  }

  private static List<YamlRow> rows(String where, List<?> items) {
    var rows = new ArrayList<YamlRow>();
    for (var item : items) {
      rows.add(row(where + ", row " + (rows.size() + 1), item));
    }
    return List.copyOf(rows);
  }

  private static YamlRow row(String where, @Nullable Object item) {
    if (!(item instanceof Map<?, ?> map)) {
      throw failure(where, "is no row of fields");
    }
    var fields = new LinkedHashMap<String, Object>();
    map.forEach((name, value) -> fields.put(String.valueOf(name), value));
    return new YamlRow(where, fields);
  }

  private static Object read(String resource) {
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    try (InputStream in = YamlRow.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw failure(resource, "is not there");
      }
      Object content = new Yaml(new SafeConstructor(options)).load(in);
      if (content == null) {
        throw failure(resource, "is empty");
      }
      return content;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static IllegalStateException failure(String where, String what) {
    return new IllegalStateException(where + " " + what);
  }
}
