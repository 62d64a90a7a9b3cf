package com.mailgrant.sync;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/** What a report says to people, read where it says nothing to programs. */
final class ReportText {
  private static final int MOST_LINES = 5_000;
  private static final int LONGEST = 1_000;
  private static final Pattern STATUS = Pattern.compile("\\b[245]\\.\\d{1,3}\\.\\d{1,3}\\b");

  /** What older servers say alone (RFC 5321 4.2). */
  private static final Pattern REPLY = Pattern.compile("\\b5\\d\\d\\b");

  /** A line that is an address, bare or in angle brackets. */
  private static final Pattern ADDRESS =
      Pattern.compile("<?([^\\s<>@:;,]{1,64}@[^\\s<>@:;,]{1,255})>?");

  /**
   * The reply of a server as Exchange quotes it for administrators: {@code '550 5.1.10
   * RESOLVER...'} or, before 2013, {@code #550 5.1.1 RESOLVER... ##}. The words around it are
   * translated, the reply is not.
   */
  private static final Pattern QUOTED_REPLY =
      Pattern.compile("(?:'|#< ?|#)([45]\\d\\d[ -]#?[45]\\.\\d{1,3}\\.\\d{1,3}\\b.*)");

  private static final Pattern END_OF_QUOTE = Pattern.compile("(?:'|\\s*##?|>)\\s*$");

  private final List<String> lines;

  private ReportText(List<String> lines) {
    this.lines = lines;
  }

  /**
   * @param recipient empty where it is not named
   * @param status such as {@code 5.1.1} (RFC 3463), if it is told
   * @param diagnostic the server's words
   */
  record Refusal(String recipient, @Nullable String status, @Nullable String diagnostic) {}

  static ReportText of(CharSequence text) {
    return new ReportText(text.toString().lines().limit(MOST_LINES).map(String::strip).toList());
  }

  /** Text of HTML, with a line for each of its lines. */
  static String ofHtml(String html) {
    var lines = new Lines();
    Jsoup.parse(html).body().traverse(lines);
    return lines.text.toString().replace('\u00a0', ' ');
  }

  private static final class Lines implements NodeVisitor {
    private final StringBuilder text = new StringBuilder();
    private int preformatted;

    @Override
    public void head(Node node, int depth) {
      if (node instanceof TextNode words) {
        text.append(preformatted > 0 ? words.getWholeText() : words.text());
      } else if (node instanceof Element element) {
        preformatted += element.normalName().equals("pre") ? 1 : 0;
        breakLine(element);
      }
    }

    @Override
    public void tail(Node node, int depth) {
      if (node instanceof Element element) {
        preformatted -= element.normalName().equals("pre") ? 1 : 0;
        breakLine(element);
      }
    }

    private void breakLine(Element element) {
      if (element.isBlock() || element.normalName().equals("br")) {
        text.append('\n');
      }
    }
  }

  /** Whom it names beside the reply that the server gave for them, in the order of the text. */
  List<Refusal> refusals() {
    var found = new LinkedHashMap<String, Refusal>();
    String recipient = null;
    for (var line : lines) {
      var address = ADDRESS.matcher(line);
      var reply = QUOTED_REPLY.matcher(line);
      if (address.matches()) {
        recipient = address.group(1);
      } else if (recipient != null && reply.find()) {
        found.put(recipient, refusal(recipient, reply));
      }
    }
    return List.copyOf(found.values());
  }

  private static Refusal refusal(String recipient, Matcher reply) {
    var bounded = Text.clean(reply.group(1), LONGEST);
    var words = END_OF_QUOTE.matcher(bounded).replaceFirst("");
    var status = STATUS.matcher(words);
    return new Refusal(Text.clean(recipient, 320), status.find() ? status.group() : null, words);
  }

  /** What it gives as the reason, for a recipient whose name comes from elsewhere. */
  Refusal refusalOf(String recipient) {
    var name = Text.clean(recipient, 320);
    for (var line : lines) {
      var status = STATUS.matcher(line);
      if (status.find()) {
        return new Refusal(name, status.group(), Text.clean(line, LONGEST));
      }
    }
    return lines.stream()
        .filter(line -> REPLY.matcher(line).find())
        .findFirst()
        .map(line -> new Refusal(name, null, Text.clean(line, LONGEST)))
        .orElseGet(() -> new Refusal(name, null, null));
  }
}
