package com.mailgrant.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** No template speaks English by itself: its own words are prototypes of messages. */
class TemplateTextsTest {
  private static final Path TEMPLATES = Path.of("src/main/resources/templates");
  private static final Pattern PART =
      Pattern.compile(
          "<!--.*?-->|<!DOCTYPE[^>]*>|</?([A-Za-z][\\w:]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>",
          Pattern.DOTALL);
  private static final Pattern LETTERS = Pattern.compile("\\p{L}{2}");
  private static final Pattern FILLED = Pattern.compile("\\sth:u?text=");
  private static final Pattern READ_ALOUD =
      Pattern.compile("\\s(data-label|aria-label|title|placeholder|alt)=\"[^\"]*\\p{L}");
  private static final Pattern SPOKEN =
      Pattern.compile("\\sth:(?:u?text|data-label|aria-label|title|placeholder|alt)=\"([^\"]*)\"");
  private static final Pattern LITERAL = Pattern.compile("(==\\s*)?'([^']*)'");
  private static final Pattern SENTENCE = Pattern.compile("^\\W*\\p{Lu}\\p{Ll}|\\p{Ll} \\p{Ll}");
  private static final Set<String> WITHOUT_END =
      Set.of("area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr");

  /** Commands, addresses and names of the interface: the same in every language. */
  private static final Set<String> IN_NO_LANGUAGE = Set.of("code", "pre", "script", "style");

  /** What may stand in a template, and why. */
  private static final Map<String, String> ALLOWED =
      Map.of(
          "Mailgrant", "the name of the product",
          "SSL/TLS", "the name of a protocol",
          "STARTTLS", "the name of a protocol");

  @TestFactory
  Stream<DynamicTest> every_text_of_a_template_comes_from_the_catalogue() throws IOException {
    return templates().stream()
        .map(file ->
            DynamicTest.dynamicTest(
                TEMPLATES.relativize(file).toString(),
                () -> assertThat(hardCoded(Files.readString(file))).isEmpty()));
  }

  @Test
  void unescaped_text_comes_from_what_escapes_its_values() throws IOException {
    var unescaped = Pattern.compile("th:utext=\"([^\"]*)\"");
    for (var file : templates()) {
      assertThat(unescaped.matcher(Files.readString(file)).results().map(found -> found.group(1)))
          .as(file.toString())
          .allMatch(expression ->
              expression.contains("#texts.markup(") || expression.contains("#texts.breaking("))
          .noneMatch(expression -> expression.contains("#{"));
    }
  }

  @Test
  void a_hard_coded_text_is_found_wherever_it_stands() {
    assertThat(hardCoded("<p>Hello you</p>")).containsExactly("Hello you");
    assertThat(hardCoded("<p th:text=\"#{a.b}\">Hello <b>you</b></p>")).isEmpty();
    assertThat(hardCoded("<p><b th:text=\"#{a.b}\">Hello</b> you</p>")).containsExactly("you");
    assertThat(hardCoded("<p><br>you too</p>")).containsExactly("you too");
    assertThat(hardCoded("<td data-label=\"State\"></td>")).hasSize(1);
    assertThat(hardCoded("<td data-label=\"State\" th:data-label=\"#{a.b}\"></td>")).isEmpty();
    assertThat(hardCoded("<p th:text=\"'Select ' + ${name}\"></p>")).hasSize(1);
    assertThat(hardCoded("<p th:text=\"${a == 'sent'} ? #{a.b} : #{a.c}\"></p>")).isEmpty();
  }

  private static List<String> hardCoded(String template) {
    var found = new ArrayList<String>();
    var open = new ArrayDeque<Element>();
    var parts = PART.matcher(template);
    int end = 0;
    while (parts.find()) {
      note(template.substring(end, parts.start()), open, found);
      end = parts.end();
      var name = parts.group(1);
      if (name == null) {
        continue;
      }
      if (parts.group().startsWith("</")) {
        while (!open.isEmpty() && !open.pop().name().equals(name)) {
          // What HTML lets stay open ends here too.
        }
      } else {
        noteAttributes(name, parts.group(2), found);
        if (!WITHOUT_END.contains(name) && !parts.group(2).endsWith("/")) {
          boolean filled = FILLED.matcher(parts.group(2)).find();
          open.push(new Element(name, filled || IN_NO_LANGUAGE.contains(name)));
        }
      }
    }
    note(template.substring(end), open, found);
    return found;
  }

  private static void note(String text, Iterable<Element> around, List<String> found) {
    for (var element : around) {
      if (element.silent()) {
        return;
      }
    }
    var words = text.replaceAll("&\\w+;", "").strip();
    if (LETTERS.matcher(words).find() && !ALLOWED.containsKey(words)) {
      found.add(words);
    }
  }

  private static void noteAttributes(String element, String attributes, List<String> found) {
    READ_ALOUD
        .matcher(attributes)
        .results()
        .map(attribute -> attribute.group(1))
        .filter(attribute -> !attributes.contains("th:" + attribute + "="))
        .forEach(attribute -> found.add(element + " with " + attribute));
    SPOKEN
        .matcher(attributes)
        .results()
        .map(spoken -> spoken.group(1))
        .filter(expression -> !expression.contains("#texts.markup("))
        .flatMap(expression -> LITERAL.matcher(expression).results())
        .filter(literal -> literal.group(1) == null)
        .map(literal -> literal.group(2))
        .filter(literal -> SENTENCE.matcher(literal).find())
        .filter(literal -> !ALLOWED.containsKey(literal.replaceAll("\\W", "")))
        .forEach(found::add);
  }

  private static List<Path> templates() throws IOException {
    try (var found = Files.walk(TEMPLATES)) {
      return found.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** Whether the text in it is a prototype, or none for people. */
  private record Element(String name, boolean silent) {}
}
