package com.mailgrant;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** What the build files name, as far as {@link DocsTest} has to understand them. */
final class Poms {
  private static final Pattern PROPERTY = Pattern.compile("\\$\\{([\\w.-]+)}");

  private Poms() {}

  /**
   * A dependency of any module, managed ones included.
   *
   * @param version empty where the parent decides
   */
  record Dependency(String artifact, String version) {}

  static List<Dependency> dependencies() throws Exception {
    var found = new ArrayList<Dependency>();
    var parent = read(Markdown.ROOT.resolve("pom.xml"));
    for (var pom : files()) {
      collect(read(pom), parent, found);
    }
    return found;
  }

  /** All poms, one behind the other. */
  static String text() throws IOException {
    var text = new StringBuilder();
    for (var pom : files()) {
      text.append(Files.readString(pom));
    }
    return text.toString();
  }

  private static List<Path> files() throws IOException {
    try (var folders = Files.list(Markdown.ROOT)) {
      return Stream.concat(Stream.of(Markdown.ROOT), folders)
          .map(folder -> folder.resolve("pom.xml"))
          .filter(Files::exists)
          .sorted()
          .toList();
    }
  }

  private static void collect(Element pom, Element parent, List<Dependency> into) {
    var dependencies = pom.getElementsByTagName("dependency");
    for (int i = 0; i < dependencies.getLength(); i++) {
      if (dependencies.item(i) instanceof Element dependency) {
        into.add(
            new Dependency(
                child(dependency, "artifactId"), resolved(child(dependency, "version"), parent)));
      }
    }
  }

  private static String resolved(String version, Element parent) {
    var property = PROPERTY.matcher(version);
    if (!property.matches()) {
      return version;
    }
    return property.group(1).startsWith("project.")
        ? ""
        : parent.getElementsByTagName(property.group(1)).item(0).getTextContent();
  }

  private static String child(Element element, String name) {
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node.getNodeName().equals(name)) {
        return node.getTextContent().strip();
      }
    }
    return "";
  }

  private static Element read(Path pom)
      throws IOException, ParserConfigurationException, SAXException {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(pom.toFile())
        .getDocumentElement();
  }
}
