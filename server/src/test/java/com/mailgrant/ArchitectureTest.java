package com.mailgrant;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.platform.Secret;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Controller;
import org.springframework.stereotype.Repository;

/** ARCHITECTURE.md, checked: its table is read, not repeated. */
class ArchitectureTest {
  private static final String ROOT = "com.mailgrant.";
  private static final Path SOURCES = Path.of("src/main/java/com/mailgrant");
  private static final Path TESTS = Path.of("src/test/java/com/mailgrant");
  private static final int LONGEST_FILE = 400;
  private static final int LONGEST_TEST = 450;
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("com.mailgrant");

  private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\|([^|]*)\\|");
  private static final Pattern NAME = Pattern.compile("`(\\w+)`");

  /**
   * Words that belong to one provider. "Exchange" and "Entra" count as names only: mail programs
   * exchange messages without any vendor.
   */
  private static final Pattern VENDOR_WORD =
      Pattern.compile(
          "(?i:microsoft|outlook|office365|google|gmail|aadsts)|\\bExchange\\b|EXCHANGE|\\bEntra\\b");

  /** Names of documents and of a library's packages say nothing about a provider. */
  private static final Pattern HARMLESS =
      Pattern.compile("facts/microsoft365|com\\.google\\.crypto\\.tink");

  /** Where a vendor word may stand although the file is not in {@code provider}, and why. */
  private static final Map<String, String> VENDOR_WORDS_ALLOWED =
      Map.of(
          "platform/MailgrantProperties.java", "documents the values of mailgrant.clouds.*.kind",
          "diagnosis/Actor.java", "exchange-admin is an API name, and the labels are for people",
          "connectiontest/ConnectionTest.java", "names the actor of that API name",
          "event/EventData.java", "documents that API name",
          "sync/ReportReader.java", "a server's own reports come to mailboxes of any provider",
          "sync/ReportText.java", "the same");

  /** Who takes secrets out of their wrapping, and what for. */
  private static final Map<String, String> REVEALERS =
      Map.ofEntries(
          Map.entry("TinkVault", "seals them"),
          Map.entry("Sasl", "signs in to mail servers"),
          Map.entry("TokenEndpoint", "sends them to authorities"),
          Map.entry("AuthorizationUrl", "sends state, nonce and challenge to authorities"),
          Map.entry("AccountEvidence", "reads the claims of an access token"),
          Map.entry("IdTokens", "verifies identity tokens"),
          Map.entry("LoginTable", "hashes the state of a sign-in"),
          Map.entry("LinkToken", "hashes the token of a link, and writes the link once"),
          Map.entry("ConsentStates", "reads the state of a link for administrators"),
          Map.entry("Pem", "reads private keys"),
          Map.entry("SecretShape", "tells a secret's value from its id"),
          Map.entry("Signature", "signs what webhooks are sent"),
          Map.entry("EndpointView", "shows the new secret of a webhook once"),
          Map.entry("ApiKeys", "hashes API keys"),
          Map.entry("ApiKeyPages", "shows a new API key once"),
          Map.entry("People", "hashes passwords, prints the one-time password once"));

  @Test
  void packages_use_exactly_what_the_table_says() {
    var allowed = table();
    var actual = uses();
    assertThat(actual.keySet()).as("packages").isEqualTo(allowed.keySet());
    assertThat(allowed)
        .allSatisfy(
            (name, row) -> assertThat(actual.get(name)).as("used by '%s'", name).isEqualTo(row));
  }

  @Test
  void packages_form_no_circle() {
    slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(ALL);
  }

  @Test
  void only_providers_know_what_a_single_provider_is_like() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..provider..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("..provider.*..")
        .check(ALL);
  }

  @Test
  void vendor_words_stand_in_the_providers_only() {
    var found =
        sources(SOURCES)
            .filter(file -> VENDOR_WORD.matcher(HARMLESS.matcher(read(file)).replaceAll("")).find())
            .map(file -> SOURCES.relativize(file).toString())
            .filter(file -> !file.startsWith("provider/"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(found).isEqualTo(new TreeSet<>(VENDOR_WORDS_ALLOWED.keySet()));
  }

  @Test
  void only_these_classes_reveal_secrets() {
    Set<String> revealers = new TreeSet<>();
    ALL.get(Secret.class)
        .getMethod("reveal")
        .getAccessesToSelf()
        .forEach(access -> revealers.add(access.getOriginOwner().getSimpleName()));
    assertThat(revealers).isEqualTo(new TreeSet<>(REVEALERS.keySet()));
  }

  @Test
  void what_answers_requests_stores_rows_or_wires_is_nobody_elses_business() {
    classes()
        .that()
        .areMetaAnnotatedWith(Controller.class)
        .or()
        .areMetaAnnotatedWith(Repository.class)
        .or()
        .areAnnotatedWith(Configuration.class)
        .and()
        .doNotHaveSimpleName("Mailgrant")
        .should()
        .bePackagePrivate()
        .check(ALL);
  }

  @Test
  void the_mail_package_knows_no_framework() {
    noClasses()
        .that()
        .resideInAPackage("..mail..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.springframework..", "jakarta..", "tools.jackson..", "java.sql..")
        .check(ALL);
  }

  @Test
  void the_rehearsal_is_never_on_the_class_path_of_the_product() {
    assertThat(getClass().getResource("/com/mailgrant/rehearsal/Rehearsal.class")).isNull();
    assertThat(read(Path.of("pom.xml"))).doesNotContain("rehearsal");
  }

  @Test
  void no_file_is_longer_than_one_can_hold_in_mind() {
    assertThat(sources(SOURCES))
        .allSatisfy(file -> assertThat(lines(file)).as("%s", file).hasSizeLessThan(LONGEST_FILE));
    assertThat(sources(TESTS))
        .allSatisfy(file -> assertThat(lines(file)).as("%s", file).hasSizeLessThan(LONGEST_TEST));
  }

  @Test
  void every_package_is_introduced_and_checked_for_null() throws Exception {
    for (var name : packageNames()) {
      assertThat(Class.forName(name + ".package-info")).as(name).hasAnnotation(NullMarked.class);
      assertThat(introduction(name)).as(name).startsWith("/**");
    }
  }

  /** Whoever looks for a page finds in the package's introduction where its story begins. */
  @Test
  void packages_with_pages_or_endpoints_have_a_tour() {
    var withControllers =
        ALL.stream()
            .filter(type -> type.isMetaAnnotatedWith(Controller.class))
            .map(JavaClass::getPackageName)
            .filter(name -> !name.equals(ROOT + "platform"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(withControllers)
        .isNotEmpty()
        .allSatisfy(name ->
            assertThat(introduction(name)).as(name).contains("<ol>", "{@link com.mailgrant"));
  }

  private static String introduction(String packageName) {
    var inside = packageName.replaceFirst("^com\\.mailgrant\\.?", "").replace('.', '/');
    return read(SOURCES.resolve(inside).resolve("package-info.java"))
        .replaceAll("\\s*\\n \\*\\s*", " ");
  }

  private static Map<String, Set<String>> uses() {
    var uses = new TreeMap<String, Set<String>>();
    for (JavaClass type : ALL) {
      var from = room(type);
      if (from.isEmpty()) {
        continue;
      }
      var targets = uses.computeIfAbsent(from, _ -> new TreeSet<>());
      type.getDirectDependenciesFromSelf().stream()
          .map(dependency -> room(dependency.getTargetClass().getBaseComponentType()))
          .filter(target -> !target.isEmpty() && !target.equals(from))
          .forEach(targets::add);
    }
    return uses;
  }

  /** "login" for com.mailgrant.login.Login; empty for the root package and foreign code. */
  private static String room(JavaClass type) {
    var name = type.getPackageName();
    return name.startsWith(ROOT) ? name.substring(ROOT.length()).split("\\.", 2)[0] : "";
  }

  private static Set<String> packageNames() {
    return ALL.stream()
        .map(JavaClass::getPackageName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Reads rows such as {@code | `login` | `account`, `token` |} of the section on packages. */
  private static Map<String, Set<String>> table() {
    var section =
        read(Path.of("../ARCHITECTURE.md")).split("(?m)^## Packages of the server$", 2)[1];
    var table = new TreeMap<String, Set<String>>();
    ROW.matcher(section.split("(?m)^## ", 2)[0])
        .results()
        .forEach(row -> table.put(row.group(1), names(row.group(2))));
    assertThat(table).as("rows of the table").isNotEmpty();
    return table;
  }

  private static Set<String> names(String cell) {
    return NAME.matcher(cell)
        .results()
        .map((MatchResult name) -> name.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<Path> sources(Path root) {
    try (var files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lines(Path file) {
    return read(file).lines().toList();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
