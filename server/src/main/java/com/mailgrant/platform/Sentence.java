package com.mailgrant.platform;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.NoSuchMessageException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A text of the catalogue that is not written out yet: what finds something wrong does not know who
 * will read of it, and in which language.
 *
 * @param key as for {@link PageTexts#of}
 * @param values for the blanks; a sentence among them is put into the same language
 */
public record Sentence(String key, List<Object> values) {
  private static final JsonMapper JSON = JsonMapper.shared();

  public Sentence {
    values = List.copyOf(values);
  }

  /** Numbers are written with thousands separators; one that is a name is given as a string. */
  public static Sentence of(String key, Object... values) {
    return new Sentence(key, List.of(values));
  }

  /** For whoever sent the request that this thread answers; English where there is none. */
  public String forReader() {
    return in(Language.ofReader());
  }

  /** In this language. */
  public String in(Language language) {
    var written =
        values.stream()
            .map(value -> value instanceof Sentence sentence ? sentence.in(language) : value)
            .toArray();
    return PageTexts.FILES.getMessage(key, written, language.locale());
  }

  /** Text for a column or a session, that {@link #restored} reads. */
  public String stored() {
    return JSON.writeValueAsString(this);
  }

  /**
   * What was stored, in the reader's language.
   *
   * @param otherwise for rows from before there were sentences, or with one of another version
   */
  public static @Nullable String restored(@Nullable String stored, @Nullable String otherwise) {
    if (stored == null) {
      return otherwise;
    }
    try {
      return restored(JSON.readTree(stored)).forReader();
    } catch (JacksonException | NoSuchMessageException e) {
      return otherwise;
    }
  }

  private static Sentence restored(JsonNode stored) {
    return new Sentence(
        stored.path("key").asString(),
        stored
            .path("values")
            .valueStream()
            .map(value ->
                value.isObject()
                    ? restored(value)
                    : value.isNumber() ? (Object) value.longValue() : value.asString())
            .toList());
  }

  /** For logs and programmers. */
  @Override
  public String toString() {
    return in(Language.ENGLISH);
  }
}
