package com.mailgrant.rehearsal.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The faults of the resource folder {@code faults}, whose README explains the fields. */
@Component
public class ScriptedFaults {
  private static final List<String> TOPICS =
      List.of("sign-in", "application", "tokens", "mailbox", "sending", "personal");

  private static final Set<String> FIELDS =
      Set.of(
          "name",
          "diagnosis",
          "says",
          "at",
          "number",
          "error",
          "status",
          "text",
          "suberror",
          "claims",
          "line");

  private static final int BAD_REQUEST = 400;

  private final List<ScriptedFault> all;

  public ScriptedFaults() {
    all = TOPICS.stream().flatMap(topic -> read(topic).stream()).toList();
    long names = all.stream().map(ScriptedFault::kebab).distinct().count();
    if (names < all.size()) {
      throw new IllegalStateException("two faults in the folder faults have the same name");
    }
  }

  /** In the order of the files. */
  public List<ScriptedFault> all() {
    return all;
  }

  private static List<ScriptedFault> read(String topic) {
    var file = "/faults/" + topic + ".yaml";
    try (InputStream in = ScriptedFaults.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is missing");
      }
      if (!(new Yaml(new SafeConstructor(new LoaderOptions())).load(in) instanceof List<?> rows)) {
        throw new IllegalStateException(file + " is not a list");
      }
      var faults = new ArrayList<ScriptedFault>();
      for (var row : rows) {
        if (!(row instanceof Map<?, ?> fields)) {
          throw new IllegalStateException(file + ": " + row + " is not a row");
        }
        faults.add(new Row(file, fields).fault(topic));
      }
      return faults;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A row; what is wrong with it is said with its file. */
  private record Row(String file, Map<?, ?> fields) {
    ScriptedFault fault(String topic) {
      for (var field : fields.keySet()) {
        if (!FIELDS.contains(String.valueOf(field))) {
          throw wrong("has an unknown field " + field);
        }
      }
      var place = Place.named(text("at"));
      return new ScriptedFault(
          text("name"), text("diagnosis"), text("says"), topic, place, script(place));
    }

    private Script script(Place place) {
      return switch (place) {
        case TOKEN, REFRESH, CODE, PAGE, RETURN, GOOGLE_PAGE, GOOGLE_RETURN, GOOGLE_REFRESH ->
            new Script.Refused(
                number("number", 0),
                text("error"),
                number("status", BAD_REQUEST),
                text("text"),
                optional("suberror"));
        case CLAIMS -> claims();
        case IMAP_SIGN_IN,
            IMAP_OPEN,
            SMTP_SIGN_IN,
            SMTP_SENDER,
            SMTP_RECIPIENT,
            SMTP_MESSAGE,
            POP3_SIGN_IN ->
            line();
      };
    }

    private Script claims() {
      if (!(fields.get("claims") instanceof Map<?, ?> named)) {
        throw wrong("lacks claims");
      }
      var values = new LinkedHashMap<String, Object>();
      named.forEach((name, value) -> values.put(String.valueOf(name), value));
      return new Script.Claims(values);
    }

    private Script line() {
      var line = text("line");
      if (!line.contains(" ")) {
        throw wrong("has a line of one word");
      }
      return new Script.Line(line);
    }

    private String text(String name) {
      var value = optional(name);
      if (value == null) {
        throw wrong("lacks " + name);
      }
      return value;
    }

    private @Nullable String optional(String name) {
      var value = fields.get(name);
      return value == null ? null : String.valueOf(value);
    }

    private int number(String name, int otherwise) {
      return fields.get(name) instanceof Integer value ? value : otherwise;
    }

    private IllegalStateException wrong(String what) {
      return new IllegalStateException(file + ": " + fields + " " + what);
    }
  }
}
