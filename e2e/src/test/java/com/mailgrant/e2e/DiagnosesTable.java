package com.mailgrant.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;

/** docs/diagnoses.md, from the catalogue and from what was seen. */
final class DiagnosesTable {
  /** Where a run leaves the page; {@code scripts/update-diagnoses.sh} copies it into docs. */
  static final Path WRITTEN = Path.of("target", "diagnoses.md");

  /** The page as it stands in the documents. */
  static final Path PUBLISHED = Path.of("..", "docs", "diagnoses.md");

  private static final Path PREVENTED =
      Path.of("..", "server", "src", "main", "resources", "diagnoses", "prevented.yaml");
  private static final Path NOT_PLAYED = Path.of("src", "test", "resources", "not-played.yaml");

  private static final String HEAD =
      """
      # Diagnoses
      Every diagnosis of the catalogue, and what was seen of it. `PlayedDiagnosesTest` writes this page: it switches each fault of the rehearsal tenant on, looks whether Test Connection and the running service name this code, the right actor and a remedy without open blanks, switches the fault off, and tests again. `scripts/update-diagnoses.sh` copies the page here after a run; a run fails when it differs.

      *Played*: names of the faults, which the control desk and `PUT /api/faults/{name}` take; the code itself does as well. *Test Connection*: or the page after a sign-in, or the text of a dead end. *At run time*: background proof or outbox; a dash where there is nothing to see then. *Remedy verified*: the fault was switched off, and the account was well again.

      | code | title | who acts | played | Test Connection | at run time | remedy verified |
      | --- | --- | --- | --- | --- | --- | --- |
      """;

  private DiagnosesTable() {}

  /**
   * @param faults what was seen, by code
   * @param situations codes that were seen without a fault
   */
  static String of(
      Map<String, JsonNode> catalogue, Map<String, List<Line>> faults, Set<String> situations)
      throws IOException {
    var page = new StringBuilder(HEAD);
    var reasons = reasons();
    for (var entry : catalogue.entrySet()) {
      var code = entry.getKey();
      var lines = faults.getOrDefault(code, List.of());
      var played = new ArrayList<>(lines.stream().map(line -> "`" + line.fault() + "`").toList());
      if (situations.contains(code)) {
        played.add("by what was entered or done");
      }
      page.append("| ")
          .append(code)
          .append(" | ")
          .append(entry.getValue().path("title").asString())
          .append(" | ")
          .append(entry.getValue().path("actor").asString())
          .append(" | ");
      if (played.isEmpty() || reasons.containsKey(code)) {
        page.append("no: ").append(reasons.getOrDefault(code, "?")).append(" | - | - | - |\n");
        continue;
      }
      boolean tested = situations.contains(code) || lines.stream().anyMatch(Line::byTest);
      boolean atRunTime = lines.stream().anyMatch(Line::atRunTime);
      boolean healed = lines.stream().anyMatch(Line::healed);
      page.append(String.join(", ", played))
          .append(tested ? " | yes" : " | -")
          .append(atRunTime ? " | yes" : " | -")
          .append(healed ? " | yes |\n" : " | - |\n");
    }
    page.append(
        "\n## Cannot occur\nCauses of mail trouble that other programs know and that are no diagnoses here.\n\n");
    page.append("| code | cause | why it cannot occur |\n| --- | --- | --- |\n");
    for (var row : rows(PREVENTED)) {
      page.append(
          "| %s | %s | %s |\n".formatted(row.get("code"), row.get("title"), row.get("prevented")));
    }
    return page.toString();
  }

  /** A fault and what was seen of it. */
  record Line(String fault, boolean byTest, boolean atRunTime, boolean healed) {}

  /** By code: why it is not played, and what proves it instead. */
  static Map<String, String> reasons() throws IOException {
    var reasons = new LinkedHashMap<String, String>();
    for (var row : rows(NOT_PLAYED)) {
      reasons.put(row.get("code"), row.get("why") + "; proved by `" + row.get("provedBy") + "`");
    }
    return reasons;
  }

  /** By code: the test that proves it. */
  static Map<String, String> proofs() throws IOException {
    var proofs = new LinkedHashMap<String, String>();
    for (var row : rows(NOT_PLAYED)) {
      proofs.put(row.get("code"), row.getOrDefault("provedBy", ""));
    }
    return proofs;
  }

  private static List<Map<String, String>> rows(Path file) throws IOException {
    var rows = new ArrayList<Map<String, String>>();
    try (var in = Files.newInputStream(file)) {
      if (!(new Yaml(new SafeConstructor(new LoaderOptions())).load(in) instanceof List<?> list)) {
        throw new IOException(file + " is not a list");
      }
      for (var each : list) {
        var row = new LinkedHashMap<String, String>();
        ((Map<?, ?>) each)
            .forEach((name, value) -> row.put(String.valueOf(name), String.valueOf(value)));
        rows.add(row);
      }
    }
    return rows;
  }
}
