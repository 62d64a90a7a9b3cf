package com.mailgrant.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.context.i18n.LocaleContextHolder;

/** The texts of the pages are complete in every language. */
class PageTextsTest {
  private static final Path MESSAGES = Path.of("src/main/resources/messages");
  private static final Path TEMPLATES = Path.of("src/main/resources/templates");
  private static final Path SOURCES = Path.of("src/main/java");

  /** Where code names a sentence, or a text of a page. */
  private static final Pattern SENTENCE =
      Pattern.compile(
          "(?:new"
              + " (?:InvalidInput|FieldError|InvalidInput\\.FieldError|Refused)\\([^;{}\"]*(?:\"[^\"]*\"[^;{}\",]*)?,|new"
              + " Missing\\(|Sentence\\.of\\(|texts\\.of\\(|texts\\.in\\([^;{}\"]*,)\\s*\"([^\"]*)\"");

  private static final Pattern BLANK = Pattern.compile("\\{\\d[^}]*}");
  private static final Pattern NAMED =
      Pattern.compile("(?:#\\{|#texts\\.markup\\(')([a-z][\\w.-]*)");

  @TestFactory
  Stream<DynamicTest> every_text_is_there_in_every_language_with_the_same_blanks()
      throws IOException {
    return originals().stream()
        .flatMap(original ->
            Stream.of(Language.values())
                .filter(language -> language != Language.ENGLISH)
                .map(language ->
                    DynamicTest.dynamicTest(
                        original.getFileName() + " in " + language.tag(),
                        () -> compare(original, language))));
  }

  @Test
  void a_name_breaks_between_its_parts_and_never_becomes_markup() {
    var texts = new PageTexts(PageTexts.FILES);
    assertThat(texts.breaking("anna.b@contoso.example"))
        .isEqualTo("anna.<wbr>b@<wbr>contoso.<wbr>example");
    assertThat(texts.breaking("Ms. <b>Berg & Co.")).isEqualTo("Ms. &lt;b&gt;Berg &amp; Co.");
  }

  @Test
  void a_text_begins_with_the_name_of_its_file() throws IOException {
    for (var file : originals()) {
      var prefix = file.getFileName().toString().replace(".properties", ".");
      assertThat(read(file).stringPropertyNames())
          .as(file.toString())
          .allMatch(key -> key.startsWith(prefix));
    }
  }

  @Test
  void no_text_has_an_apostrophe_that_the_format_would_eat() throws IOException {
    for (var file : files(MESSAGES)) {
      assertThat(read(file).values())
          .as(file.toString())
          .noneMatch(text -> (text + "").contains("'"));
    }
  }

  @Test
  void every_text_that_a_template_names_exists() throws IOException {
    var known = keys();
    var unknown = new TreeSet<String>();
    for (var template : files(TEMPLATES)) {
      NAMED
          .matcher(Files.readString(template))
          .results()
          .map(found -> found.group(1))
          .filter(key -> !known.contains(key))
          .forEach(key -> unknown.add(template.getFileName() + ": " + key));
    }
    assertThat(unknown).isEmpty();
  }

  @Test
  void every_sentence_that_code_names_exists() throws IOException {
    var known = keys();
    var unknown = new TreeSet<String>();
    for (var source : files(SOURCES)) {
      SENTENCE
          .matcher(Files.readString(source))
          .results()
          .map(found -> found.group(1))
          .filter(key -> known.stream().noneMatch(each -> matches(each, key)))
          .forEach(key -> unknown.add(source.getFileName() + ": " + key));
    }
    assertThat(unknown).isEmpty();
  }

  @Test
  void every_sentence_about_what_is_wrong_is_used() throws IOException {
    var sources = new StringBuilder();
    for (var source : files(SOURCES)) {
      sources.append(Files.readString(source));
    }
    assertThat(keys())
        .filteredOn(key -> key.startsWith("wrong."))
        .allMatch(key -> sources.indexOf('"' + key + '"') >= 0);
  }

  @Test
  void a_sentence_speaks_the_language_of_whoever_reads_it() {
    var sentence = Sentence.of("wrong.account.too-long", Sentence.of("common.sender-name"), 1_200);
    assertThat(sentence.in(Language.GERMAN))
        .isEqualTo("„Absendername“ darf höchstens 1.200 Zeichen haben.");
    assertThat(sentence).hasToString("Sender name may have at most 1,200 characters.");
    assertThat(sentence.forReader()).isEqualTo(sentence.toString());
    LocaleContextHolder.setLocale(Locale.GERMANY);
    try {
      assertThat(new InvalidInput(List.of(new InvalidInput.FieldError("a", sentence))).first())
          .isEqualTo(sentence.in(Language.GERMAN));
      assertThat(new Missing("wrong.missing.test"))
          .as("the log stays English")
          .hasMessage("There is no such test.");
    } finally {
      LocaleContextHolder.resetLocaleContext();
    }
  }

  /** A key whose end is computed ends with a dot in the code. */
  private static boolean matches(String known, String named) {
    return named.endsWith(".") ? known.startsWith(named) : known.equals(named);
  }

  private static Set<String> keys() throws IOException {
    var known = new TreeSet<String>();
    for (var file : originals()) {
      known.addAll(read(file).stringPropertyNames());
    }
    return known;
  }

  private static void compare(Path original, Language language) throws IOException {
    var name = original.getFileName().toString();
    var translation =
        original.resolveSibling(name.replace(".properties", language.suffix() + ".properties"));
    var english = read(original);
    var translated = read(translation);
    assertThat(translated.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
    for (var key : english.stringPropertyNames()) {
      assertThat(blanks(translated.getProperty(key)))
          .as(key)
          .isEqualTo(blanks(english.getProperty(key)));
    }
  }

  private static Set<String> blanks(String text) {
    return BLANK
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .map(blank -> blank.substring(1, 2))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Path> originals() throws IOException {
    return files(MESSAGES).stream().filter(file -> !file.toString().contains("_")).toList();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var found = Files.walk(folder)) {
      return found.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static Properties read(Path file) throws IOException {
    var properties = new Properties();
    try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    }
    return properties;
  }
}
