package com.mailgrant.openapi;

import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Problem details (RFC 9457) as this API fills them. */
final class Problems {
  static final String NAME = "Problem";
  static final String FIELD = "FieldError";

  private static final String ID = "MG-7GCT-5YYP";

  private Problems() {}

  static Schema<?> schema() {
    var schema = new ObjectSchema();
    schema.setRequired(List.of("title", "status", "errorId"));
    return schema
        .description("Problem details (RFC 9457).")
        .addProperty("type", new StringSchema().example("about:blank"))
        .addProperty("title", new StringSchema())
        .addProperty("status", new IntegerSchema())
        .addProperty("detail", new StringSchema().description("A sentence for a person."))
        .addProperty("instance", new StringSchema())
        .addProperty(
            "errorId", new StringSchema().description("Stands in the log as well.").example(ID))
        .addProperty(
            "scope", new StringSchema().description("With 403: the scope that the key lacks."))
        .addProperty("errors", new ArraySchema().items(new Schema<>().$ref(FIELD)));
  }

  static Schema<?> fieldSchema() {
    var schema = new ObjectSchema();
    schema.setRequired(List.of("field", "message"));
    return schema
        .description("A field that cannot be accepted.")
        .addProperty("field", new StringSchema().example("imap.port"))
        .addProperty("message", new StringSchema().description("What to send instead."));
  }

  static Content content(String status) {
    return new Content()
        .addMediaType(
            "application/problem+json",
            new MediaType().schema(new Schema<>().$ref(NAME)).example(example(status)));
  }

  private static Map<String, Object> example(String status) {
    return switch (status) {
      case "401" ->
          problem(401, "API key wanted", "Send a valid API key as Authorization: Bearer <key>.");
      case "403" -> {
        var problem =
            problem(
                403,
                "Scope missing",
                "This call needs the scope mail:send, which \"erp\" does not have.");
        problem.put("scope", "mail:send");
        yield problem;
      }
      case "404" -> problem(404, "Not found", "There is no such mail account.");
      case "409" ->
          problem(409, "Not possible now", "The mailbox is connected already, by another account.");
      case "412" ->
          problem(
              412,
              "Not possible now",
              "Somebody else changed this account meanwhile. Load it again, and repeat your"
                  + " change.");
      case "429" ->
          problem(429, "Too many requests", "This API key may send 60000 requests a minute.");
      default -> {
        var words = "Enter the Sender email, for example anna@example.com.";
        var problem = problem(422, "Invalid input", "senderEmail: " + words);
        problem.put("errors", List.of(Map.of("field", "senderEmail", "message", words)));
        yield problem;
      }
    };
  }

  private static Map<String, Object> problem(int status, String title, String detail) {
    var problem = new LinkedHashMap<String, Object>();
    problem.put("type", "about:blank");
    problem.put("title", title);
    problem.put("status", status);
    problem.put("detail", detail);
    problem.put("errorId", ID);
    return problem;
  }
}
