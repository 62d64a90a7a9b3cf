package com.mailgrant.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Comments of the code as CommonMark, which OpenAPI wants. */
final class Comments {
  private static final Pattern LINK = Pattern.compile("\\{@link(?:plain)? [^}]*?(\\S+)\\s*}");
  private static final Pattern CODE = Pattern.compile("</?code>");
  private static final Pattern PARAGRAPH = Pattern.compile("\\s*<p>\\s*");

  private Comments() {}

  static void clean(OpenAPI document) {
    document
        .getPaths()
        .values()
        .forEach(path ->
            path.readOperations()
                .forEach(operation -> {
                  operation.setSummary(cleaned(operation.getSummary()));
                  operation.setDescription(cleaned(operation.getDescription()));
                  if (operation.getParameters() != null) {
                    operation
                        .getParameters()
                        .forEach(parameter ->
                            parameter.setDescription(cleaned(parameter.getDescription())));
                  }
                }));
    document.getComponents().getSchemas().values().forEach(Comments::clean);
  }

  private static void clean(Schema<?> schema) {
    schema.setDescription(cleaned(schema.getDescription()));
    if (schema.getProperties() != null) {
      schema.getProperties().values().forEach(property -> clean((Schema<?>) property));
    }
  }

  static @Nullable String cleaned(@Nullable String comment) {
    if (comment == null) {
      return null;
    }
    var text = PARAGRAPH.matcher(comment).replaceAll("\n\n");
    text = LINK.matcher(text).replaceAll(link -> "`" + link.group(1).replace("#", "") + "`");
    text = CODE.matcher(text).replaceAll("`");
    return text.lines().map(String::strip).reduce("", Comments::joined).strip();
  }

  private static String joined(String before, String line) {
    if (line.isEmpty()) {
      return before + "\n\n";
    }
    return before.isEmpty() || before.endsWith("\n") ? before + line : before + " " + line;
  }
}
