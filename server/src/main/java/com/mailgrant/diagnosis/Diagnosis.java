package com.mailgrant.diagnosis;

import com.mailgrant.platform.Labels;
import com.mailgrant.platform.Language;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of the catalogue met in real life, as a person reads it.
 *
 * @param code never changes its meaning
 * @param title one line
 * @param cause what happened, in plain words
 * @param actor who has to act
 * @param remedy what to do, step by step, with this case's values filled in
 * @param link where the remedy is applied or explained; null where there is no such page
 * @param retry whether trying again by itself makes sense
 * @param serverSaid the other side's own words
 * @param providerTrace for the provider's support
 * @param language of title, cause and remedy
 */
public record Diagnosis(
    String code,
    String title,
    String cause,
    Actor actor,
    List<String> remedy,
    @Nullable String link,
    Retry retry,
    @Nullable String serverSaid,
    @Nullable ProviderTrace providerTrace,
    Language language) {
  public Diagnosis {
    remedy = List.copyOf(remedy);
  }

  /** Who has to act, as a person reads it. */
  public String actorLabel() {
    return actor.label(language);
  }

  /** Everything in lines of plain text, to be copied or mailed to support. */
  public String plainText(String errorId) {
    var text = new StringBuilder();
    line(text, label("error-id", "Your error ID"), errorId);
    line(text, code, title);
    text.append(cause).append('\n');
    line(text, label("actor", "Who has to act"), actorLabel());
    for (int i = 0; i < remedy.size(); i++) {
      text.append(i + 1).append(". ").append(remedy.get(i)).append('\n');
    }
    if (serverSaid != null) {
      line(text, label("said", "The provider said"), serverSaid);
    }
    if (providerTrace != null) {
      text.append(label("trace", "Trace")).append(' ').append(providerTrace.traceId());
      text.append(", ").append(label("correlation", "correlation"));
      text.append(' ').append(providerTrace.correlationId());
      text.append(", ").append(providerTrace.timestamp()).append('\n');
    }
    return text.toString();
  }

  private String label(String key, String english) {
    return Labels.of(language, "report." + key, english);
  }

  private static void line(StringBuilder text, String label, String value) {
    text.append(label).append(": ").append(value).append('\n');
  }
}
