package com.mailgrant.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.diagnosis.CatalogueEntry;
import com.mailgrant.diagnosis.Explaining;
import com.mailgrant.platform.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every diagnosis can be met, and whatever can be met is a diagnosis. */
class CatalogueInUseTest {
  private static final Pattern IN_CODE = Pattern.compile("\"(D\\d{2,3})\"");

  @Test
  void every_row_is_given_by_a_table_or_by_code_and_no_other() throws IOException {
    var given = new TreeSet<String>();
    for (var table : List.of("microsoft-codes", "google-codes")) {
      given.addAll(ErrorTable.read(table).diagnoses());
    }
    for (var table :
        List.of(
            "mail-replies",
            "microsoft-replies",
            "outlook-replies",
            "google-replies",
            "generic-replies")) {
      given.addAll(ReplyTable.read(table).diagnoses());
    }
    given.addAll(inCode());
    Set<String> rows =
        Explaining.catalogue().entries(Language.ENGLISH).stream()
            .map(CatalogueEntry::code)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(given).isEqualTo(rows);
  }

  private static Set<String> inCode() throws IOException {
    try (var files = Files.walk(Path.of("src/main/java"))) {
      var codes = new TreeSet<String>();
      for (var file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        IN_CODE.matcher(Files.readString(file)).results().forEach(m -> codes.add(m.group(1)));
      }
      return codes;
    }
  }
}
