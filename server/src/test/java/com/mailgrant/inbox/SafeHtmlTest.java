package com.mailgrant.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeHtmlTest {
  private static final SafeHtml.Labels LABELS = new SafeHtml.Labels("left out", "rest left out");

  @Test
  void nothing_that_runs_is_left() {
    var html =
        safe(
            """
            <script>alert(1)</script><img src=x onerror=alert(1)><svg onload=alert(1)></svg>
            <a href="javascript:alert(1)">a</a><a href="data:text/html,x">b</a><iframe src=//x></iframe>
            <form action=https://x.example><input name=p></form><style>@import url(//x)</style>
            <p style="background:url(https://x.example/p)" onclick=alert(1)>text</p>
            <meta http-equiv=refresh content="0;url=//x"><base href=//x><object data=//x></object>
            <math><mtext></mtext><mglyph><style><img src=x onerror=alert(1)></style></mglyph></math>
            """);
    assertThat(html)
        .contains("<p>text</p>")
        .doesNotContain("alert", "javascript:", "<iframe", "<form", "<input", "onerror", "onclick")
        .doesNotContain("http-equiv", "<base", "<object", "@import", "x.example", "<svg");
  }

  @Test
  void pictures_from_elsewhere_are_left_out_unless_wanted() {
    var source =
        "<img src='https://track.example/p.gif' alt='Logo'><img src='http://plain.example/x'>";
    var without = SafeHtml.of(source, Map.of(), false, LABELS);
    assertThat(without.blocked()).isEqualTo(2);
    assertThat(without.html()).contains("left out: Logo").doesNotContain("track.example");
    var with = SafeHtml.of(source, Map.of(), true, LABELS);
    assertThat(with.html()).contains("src=\"https://track.example/p.gif\"", "no-referrer");
    assertThat(with.html()).doesNotContain("plain.example");
  }

  @Test
  void pictures_of_the_message_are_shown_inside_it() {
    var html =
        SafeHtml.of(
                "<img src='cid:logo@a'><img src='cid:none'>",
                Map.of("logo@a", "data:image/png;base64,AA=="),
                false,
                LABELS)
            .html();
    assertThat(html).contains("src=\"data:image/png;base64,AA==\"", "left out");
    assertThat(html).doesNotContain("cid:");
  }

  @Test
  void a_data_url_of_a_stranger_is_no_picture_of_the_message() {
    assertThat(safe("<img src='data:image/svg+xml,<svg onload=alert(1)>'>")).doesNotContain("svg");
  }

  @Test
  void links_open_elsewhere_and_show_where_they_lead() {
    var html = safe("<a href='https://evil.example/login'>https://bank.example</a>");
    assertThat(html)
        .contains("rel=\"noopener noreferrer nofollow\"", "target=\"_blank\"", "(evil.example)");
    assertThat(safe("<a href='https://good.example/'>good.example</a>")).doesNotContain("(good");
  }

  @Test
  void what_is_too_long_is_cut_and_says_so() {
    var html = safe("<p>" + "word ".repeat(400_000) + "</p><p>the end</p>");
    assertThat(html).contains("word", "rest left out").doesNotContain("the end");
    assertThat(safe("<p>short</p>")).doesNotContain("rest left out");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<table><tr><td>", "<div>", "<ul><li>", "<a href='https://x.example'>"})
  void megabytes_of_nested_elements_end(String part) {
    assertTimeout(Duration.ofSeconds(30), () -> safe(part.repeat(4_000_000 / part.length())));
  }

  @Test
  void ten_thousand_nested_elements_end() {
    assertThat(safe("<div>".repeat(10_000) + "deep")).contains("deep");
  }

  private static String safe(String html) {
    return SafeHtml.of(html, Map.of(), false, LABELS).html();
  }
}
