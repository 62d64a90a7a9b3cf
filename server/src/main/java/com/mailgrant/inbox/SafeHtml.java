package com.mailgrant.inbox;

import com.mailgrant.platform.Sentence;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;

/**
 * HTML of strangers, made harmless: no script, no form, no style, nothing from elsewhere unless the
 * reader asks for pictures. Links open elsewhere and show where they lead.
 *
 * @param html a whole document
 * @param blocked how many pictures were left out
 */
record SafeHtml(String html, int blocked) {
  /** The library's time grows with the square of what somebody nested to hurt: seconds for this. */
  static final int LONGEST = 512 * 1024;

  private static final int MOST_INLINE_CHARACTERS = 8 * 1024 * 1024;
  private static final String STYLE =
      "body{font:16px/1.5 system-ui,sans-serif;margin:.5rem;overflow-wrap:anywhere;color:#1d2733;"
          + "background:#fff}img{max-width:100%;height:auto}table{max-width:100%}"
          + ".to{color:#55606e;font-size:.85em}.blocked{border:1px dashed #7b8794;padding:.1rem .4rem;"
          + "color:#55606e}";

  /**
   * @param inline {@code data:} URL of each picture that the message brings, by Content-ID
   * @param remote whether pictures from elsewhere may be loaded, which tells the sender that and
   *     when the message was read
   */
  static SafeHtml of(String html, Map<String, String> inline, boolean remote, Labels labels) {
    var dirty = parsed(html);
    var clean = new Cleaner(allowed()).clean(dirty);
    int blocked = 0;
    int inlined = 0;
    for (var image : clean.select("img")) {
      var source = image.attr("src").strip();
      var scheme = scheme(source);
      var own = scheme.equals("cid") ? inline.get(source.substring(4)) : null;
      if (own != null && inlined + own.length() <= MOST_INLINE_CHARACTERS) {
        image.attr("src", own);
        inlined += own.length();
      } else if (remote && scheme.equals("https")) {
        image.attr("referrerpolicy", "no-referrer");
      } else {
        blocked += scheme.startsWith("http") ? 1 : 0;
        blocked(image, labels.picture());
      }
    }
    clean.select("a[href]").forEach(SafeHtml::link);
    if (html.length() > LONGEST) {
      clean.body().appendElement("p").addClass("blocked").text(labels.rest());
    }
    return new SafeHtml(document(clean), blocked);
  }

  /**
   * What stands in place of what is left out.
   *
   * @param picture of one from elsewhere
   * @param rest of a document that is too long
   */
  record Labels(String picture, String rest) {
    static Labels forReader() {
      return new Labels(
          Sentence.of("inbox.picture").forReader(), Sentence.of("inbox.rest").forReader());
    }
  }

  private static Document parsed(String html) {
    return Jsoup.parse(html.length() > LONGEST ? html.substring(0, LONGEST) : html);
  }

  /** What people read of it. */
  static String words(String html) {
    return parsed(html).text();
  }

  private static Safelist allowed() {
    return Safelist.relaxed()
        .addTags("center", "font", "hr", "s", "tt", "address", "del", "ins")
        .addAttributes("font", "color", "size", "face")
        .addAttributes("td", "align", "valign", "bgcolor")
        .addAttributes("th", "align", "valign", "bgcolor")
        .addAttributes("tr", "align", "valign", "bgcolor")
        .addAttributes("table", "align", "bgcolor", "border", "cellpadding", "cellspacing")
        .addAttributes("p", "align")
        .addAttributes("div", "align")
        .addProtocols("img", "src", "cid")
        .removeProtocols("a", "href", "ftp");
  }

  private static void blocked(Element image, String label) {
    var words = image.attr("alt").isBlank() ? label : label + ": " + image.attr("alt");
    image.replaceWith(new Element("span").addClass("blocked").text(words));
  }

  private static void link(Element link) {
    link.attr("rel", "noopener noreferrer nofollow").attr("target", "_blank");
    var href = link.attr("href").strip();
    link.attr("title", href);
    var host = host(href);
    if (!host.isEmpty() && !link.text().toLowerCase(Locale.ROOT).contains(host)) {
      link.after(new Element("span").addClass("to").text(" (" + host + ")"));
    }
  }

  private static String host(String href) {
    try {
      var host = URI.create(href).getHost();
      return host == null ? "" : host.toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      // Where it leads cannot be told in short: the whole address is.
      return href.length() <= 100 ? href : href.substring(0, 100) + "…";
    }
  }

  private static String scheme(String url) {
    int colon = url.indexOf(':');
    return colon < 0 ? "" : url.substring(0, colon).toLowerCase(Locale.ROOT);
  }

  private static String document(Document clean) {
    var whole = Document.createShell("");
    whole.head().appendElement("meta").attr("charset", "utf-8");
    whole.head().appendElement("style").appendChild(new DataNode(STYLE));
    whole.body().appendChildren(clean.body().childNodesCopy());
    whole.outputSettings().prettyPrint(false);
    return "<!DOCTYPE html>" + whole.outerHtml();
  }
}
