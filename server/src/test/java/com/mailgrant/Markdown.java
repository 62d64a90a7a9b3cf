package com.mailgrant;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A document of the repository, as far as {@link DocsTest} has to understand it. */
record Markdown(Path path, String text) {
  /** Of the repository. Tests run in the folder of their module. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** What builds and running services leave behind. */
  private static final Set<String> NOT_OURS = Set.of(".git", "target", "data", ".run");

  private static final Pattern FENCE = Pattern.compile("(?s)^```.*?^```$", Pattern.MULTILINE);
  private static final Pattern CODE = Pattern.compile("`[^`\n]*`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("^#{1,6} (.+)$", Pattern.MULTILINE);

  static Markdown read(String name) throws IOException {
    return read(ROOT.resolve(name));
  }

  /** All documents that belong to the repository. */
  static List<Markdown> files() throws IOException {
    var files = new ArrayList<Markdown>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return NOT_OURS.contains(folder.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (file.toString().endsWith(".md")) {
              files.add(read(file));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }

  private static Markdown read(Path path) throws IOException {
    return new Markdown(path, Files.readString(path));
  }

  /** Texts of the headings, in order. */
  List<String> headings() {
    return HEADING
        .matcher(FENCE.matcher(text).replaceAll(""))
        .results()
        .map(heading -> heading.group(1).strip())
        .toList();
  }

  /** Rows of every table whose header is this one. */
  Stream<Row> rows(String header) {
    var columns = cells("| " + header + " |");
    var rows = new ArrayList<Row>();
    boolean inside = false;
    for (var line : text.lines().toList()) {
      if (!line.startsWith("|")) {
        inside = false;
      } else if (cells(line).equals(columns)) {
        inside = true;
      } else if (inside && !line.startsWith("| ---")) {
        rows.add(new Row(columns, cells(line)));
      }
    }
    return rows.stream();
  }

  /** Links into the repository; code is none. */
  List<Link> links() {
    var prose = CODE.matcher(FENCE.matcher(text).replaceAll("")).replaceAll("");
    return LINK.matcher(prose)
        .results()
        .map(link -> link.group(1))
        .filter(link -> !link.matches("(?i)[a-z][a-z0-9+.-]*:.*"))
        .map(link -> new Link(this, link))
        .toList();
  }

  private static List<String> cells(String line) {
    return Arrays.stream(line.strip().substring(1).split("\\|", 0)).map(String::strip).toList();
  }

  @Override
  public String toString() {
    return ROOT.relativize(path).toString();
  }

  /** A row of a table. */
  record Row(List<String> columns, List<String> cells) {
    /** The first cell, without the marks of code. */
    String name() {
      return cells.getFirst().replace("`", "");
    }

    String cell(String column) {
      return cells.get(columns.indexOf(column));
    }
  }

  /** A relative link, perhaps with an anchor. */
  record Link(Markdown from, String text) {
    Path target() {
      var file = text.replaceFirst("#.*", "");
      return file.isEmpty()
          ? from.path()
          : from.path().resolveSibling(file).normalize().toAbsolutePath();
    }

    boolean leadsSomewhere() throws IOException {
      int mark = text.indexOf('#');
      if (!Files.exists(target())) {
        return false;
      }
      return mark < 0
          || read(target()).headings().stream()
              .anyMatch(heading -> anchor(heading).equals(text.substring(mark + 1)));
    }

    /**
     * As the usual hosts make it: lower case, dashes for spaces, nothing but letters and digits.
     */
    private static String anchor(String heading) {
      return heading.toLowerCase(Locale.ROOT).replace(' ', '-').replaceAll("[^\\p{L}\\p{N}_-]", "");
    }
  }
}
