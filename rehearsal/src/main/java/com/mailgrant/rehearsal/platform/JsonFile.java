package com.mailgrant.rehearsal.platform;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file of the data directory that holds one value.
 *
 * @param <T> a record, as Jackson reads it
 */
public final class JsonFile<T> {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final DataDirectory data;
  private final String name;
  private final Class<T> type;

  /** Touches nothing yet. */
  public JsonFile(DataDirectory data, String name, Class<T> type) {
    this.data = data;
    this.name = name;
    this.type = type;
  }

  /** What was written last; empty before the first time. */
  public Optional<T> read() {
    try {
      return data.read(name).map(bytes -> JSON.readValue(bytes, type));
    } catch (JacksonException e) {
      throw new IllegalStateException(
          data.path(name) + " is damaged; delete the directory to begin anew", e);
    }
  }

  /** Replaces the content. */
  public void write(T value) {
    data.replace(name, JSON.writeValueAsBytes(value));
  }
}
