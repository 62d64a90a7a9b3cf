package com.mailgrant;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.Markdown.Row;
import com.mailgrant.platform.MailgrantProperties;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yaml.snakeyaml.Yaml;

/** What the documents say of settings, endpoints and files is so. */
class DocsTest {
  private static final String OWN_SETTINGS = "setting | type | default | meaning";
  private static final String FIXED_SETTINGS = "setting | default | why";
  private static final String DEPENDENCIES = "artifact | version | why | not taken";
  private static final String API = "/api/v1";

  @Test
  void every_setting_of_mailgrant_is_documented_and_no_other() throws IOException {
    var documented =
        settings(OWN_SETTINGS).keySet().stream()
            .filter(name -> name.startsWith("mailgrant."))
            .collect(Collectors.toSet());
    assertThat(documented).isEqualTo(bound().keySet());
  }

  /** What was seen of each is written by the end-to-end test; that none is missing is seen here. */
  @Test
  void every_diagnosis_stands_in_the_table_of_diagnoses() throws IOException {
    var page = Files.readString(Path.of("..", "docs", "diagnoses.md"));
    var entry = Pattern.compile("(?m)^- code: (D\\d+)\\R  title: \"?(.*?)\"?$");
    var rows = new ArrayList<String>();
    try (var files = Files.list(Path.of("src", "main", "resources", "diagnoses"))) {
      for (var file : files.filter(each -> isTopic(each.getFileName().toString())).toList()) {
        entry
            .matcher(Files.readString(file))
            .results()
            .forEach(found -> rows.add("| " + found.group(1) + " | " + found.group(2) + " |"));
      }
    }
    assertThat(rows).hasSizeGreaterThan(100).allMatch(page::contains);
  }

  private static boolean isTopic(String name) {
    return name.endsWith(".yaml") && !name.endsWith("_de.yaml") && !name.equals("prevented.yaml");
  }

  @Test
  void defaults_of_mailgrant_are_those_of_the_code() throws IOException {
    var documented = settings(OWN_SETTINGS);
    bound()
        .forEach((name, defaultValue) -> {
          if (!defaultValue.isEmpty()) {
            assertThat(documented.get(name)).as(name).contains("`" + defaultValue + "`");
          }
        });
  }

  @Test
  void every_value_of_application_yaml_is_documented() throws IOException {
    var documented = settings(OWN_SETTINGS);
    documented.putAll(settings(FIXED_SETTINGS));
    var shipped = shipped();
    shipped.keySet().removeIf(name -> name.startsWith("mailgrant."));
    shipped.forEach(
        (name, value) -> assertThat(documented.get(name)).as(name).contains("`" + value + "`"));
  }

  @Test
  void no_fixed_setting_is_documented_that_application_yaml_does_not_fix() throws IOException {
    assertThat(shipped().keySet()).containsAll(settings(FIXED_SETTINGS).keySet());
  }

  @Test
  void every_endpoint_is_documented_and_no_other() throws IOException {
    var documented =
        Markdown.read("docs/api.md").headings().stream()
            .filter(heading -> heading.matches("`[A-Z]+ /.*`"))
            .map(heading -> heading.replace("`", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(documented).isEqualTo(endpoints());
  }

  @Test
  void every_dependency_of_the_poms_is_documented_with_its_version() throws Exception {
    var documented =
        Markdown.read("docs/dependencies.md")
            .rows(DEPENDENCIES)
            .map(row -> row.name() + " " + row.cell("version"))
            .toList();
    for (var dependency : Poms.dependencies()) {
      assertThat(documented)
          .as(dependency.toString())
          .anyMatch(row ->
              row.startsWith(dependency.artifact() + " ") && row.contains(dependency.version()));
    }
  }

  @Test
  void no_dependency_is_documented_that_no_pom_names() throws IOException {
    var poms = Poms.text().replace("-", "").toLowerCase(Locale.ROOT);
    assertThat(Markdown.read("docs/dependencies.md").rows(DEPENDENCIES))
        .allSatisfy(
            row -> assertThat(poms).contains(row.name().replaceFirst(" .*", "").replace("-", "")));
  }

  /** Pictures are made by the browser test, so they may be absent from a fresh clone. */
  @Test
  void every_relative_link_leads_somewhere() throws IOException {
    var pictures = Markdown.ROOT.resolve("docs/images");
    var broken = new TreeSet<String>();
    for (var file : Markdown.files()) {
      for (var link : file.links()) {
        if (!link.target().startsWith(pictures) && !link.leadsSomewhere()) {
          broken.add(Markdown.ROOT.relativize(file.path()) + " -> " + link.text());
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void documents_name_no_path_of_one_machine() throws IOException {
    var home = Pattern.compile("(?<![\\w.])/(home|root|Users|work)/");
    for (var file : Markdown.files()) {
      assertThat(file.text().lines().filter(home.asPredicate())).as(file.toString()).isEmpty();
    }
  }

  /** Documented default by name of the setting, from all tables with this header. */
  private static Map<String, String> settings(String header) throws IOException {
    return Markdown.read("docs/configuration.md")
        .rows(header)
        .collect(
            Collectors.toMap(
                Row::name,
                row -> row.cell("default"),
                (one, _) -> {
                  throw new IllegalStateException("documented twice: " + one);
                },
                LinkedHashMap::new));
  }

  /** Default by name of everything that is bound; empty where the code gives none. */
  private static Map<String, String> bound() {
    var names = new LinkedHashMap<String, String>();
    collect("mailgrant", MailgrantProperties.class, names);
    return names;
  }

  private static void collect(String prefix, Class<?> type, Map<String, String> into) {
    var components = type.getRecordComponents();
    var parameters =
        Arrays.stream(type.getDeclaredConstructors())
            .filter(constructor -> constructor.getParameterCount() == components.length)
            .findFirst()
            .orElseThrow()
            .getParameters();
    for (int i = 0; i < components.length; i++) {
      var defaultValue = parameters[i].getAnnotation(DefaultValue.class);
      var named = parameters[i].getAnnotation(Name.class);
      collect(
          prefix + "." + (named == null ? kebab(components[i]) : named.value()),
          components[i].getGenericType(),
          defaultValue == null ? "" : String.join(",", defaultValue.value()),
          into);
    }
  }

  private static void collect(
      String name, Type type, String defaultValue, Map<String, String> into) {
    switch (type) {
      case ParameterizedType map when map.getRawType() == Map.class ->
          collect(name + ".<name>", map.getActualTypeArguments()[1], "", into);
      case ParameterizedType list when list.getRawType() == List.class ->
          collect(name + "[]", list.getActualTypeArguments()[0], "", into);
      case Class<?> record when record.isRecord() -> collect(name, record, into);
      default -> into.put(name, defaultValue);
    }
  }

  private static String kebab(RecordComponent component) {
    return component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  /** Every leaf of the application.yaml that ships. */
  private static Map<String, String> shipped() throws IOException {
    try (InputStream in = DocsTest.class.getResourceAsStream("/application.yaml")) {
      Map<String, Object> root = new Yaml().load(in);
      var leaves = new LinkedHashMap<String, String>();
      flatten("", root, leaves);
      return leaves;
    }
  }

  private static void flatten(String prefix, Map<?, ?> node, Map<String, String> into) {
    node.forEach((key, value) -> {
      var name = prefix.isEmpty() ? String.valueOf(key) : prefix + "." + key;
      if (value instanceof Map<?, ?> inner) {
        flatten(name, inner, into);
      } else {
        into.put(name, String.valueOf(value));
      }
    });
  }

  private static Set<String> endpoints() {
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(RestController.class));
    return scanner.findCandidateComponents("com.mailgrant").stream()
        .map(bean -> ClassUtils.resolveClassName(String.valueOf(bean.getBeanClassName()), null))
        .flatMap(DocsTest::endpoints)
        .filter(endpoint -> endpoint.contains(" " + API))
        .map(endpoint -> endpoint.replace(API, ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> endpoints(Class<?> controller) {
    var shared = AnnotatedElementUtils.findMergedAnnotation(controller, RequestMapping.class);
    var prefixes = shared == null ? List.of("") : paths(shared);
    return Arrays.stream(controller.getDeclaredMethods())
        .flatMap(method -> prefixes.stream().flatMap(prefix -> endpoints(method, prefix)));
  }

  private static Stream<String> endpoints(Method method, String prefix) {
    var mapping = AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
    return mapping == null
        ? Stream.empty()
        : paths(mapping).stream()
            .flatMap(
                path -> Arrays.stream(mapping.method()).map(verb -> verb + " " + prefix + path));
  }

  private static List<String> paths(RequestMapping mapping) {
    return mapping.path().length == 0 ? List.of("") : List.of(mapping.path());
  }
}
