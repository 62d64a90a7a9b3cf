package com.mailgrant.diagnosis;

import com.mailgrant.platform.Labels;
import com.mailgrant.platform.Language;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One row of the catalogue in one language, with its blanks such as <code>{mailbox}</code> still
 * open.
 *
 * @param variants other remedies for some types of account
 */
public record CatalogueEntry(
    String code,
    String title,
    String cause,
    Actor actor,
    Concern concerns,
    List<String> remedy,
    @Nullable String link,
    List<Variant> variants,
    Retry retry) {
  private static final String DETAIL = "detail";
  private static final Pattern NO_LETTERS = Pattern.compile("[^a-z]+");

  /** A server may ask for patience, but not for ever. */
  private static final Duration LONGEST_PAUSE = Duration.ofDays(1);

  public CatalogueEntry {
    remedy = List.copyOf(remedy);
    variants = List.copyOf(variants);
  }

  /**
   * A remedy for these types of account.
   *
   * @param accountTypes such as {@code generic}
   */
  public record Variant(List<String> accountTypes, List<String> remedy, @Nullable String link) {
    public Variant {
      accountTypes = List.copyOf(accountTypes);
      remedy = List.copyOf(remedy);
    }
  }

  /** Fills the blanks with the values of a case. */
  Diagnosis fill(Finding finding, Language language) {
    var values = spoken(finding.values(), language);
    var suited = suited(values.get(Finding.ACCOUNT_TYPE));
    return new Diagnosis(
        code,
        Template.filled(title, values),
        Template.filled(cause, values),
        actor,
        suited.remedy().stream().map(step -> Template.filled(step, values)).toList(),
        filledLink(suited.link(), values),
        asked(values.get(Finding.ASKED_PAUSE)).orElse(retry),
        finding.serverSaid(),
        finding.trace().equals(ProviderTrace.NONE) ? null : finding.trace(),
        language);
  }

  /** What Mailgrant itself says of a connection is a text too; a server's words stay its own. */
  private static Map<String, String> spoken(Map<String, String> values, Language language) {
    var detail = values.get(DETAIL);
    if (detail == null) {
      return values;
    }
    var spoken = new LinkedHashMap<>(values);
    var key = "said." + NO_LETTERS.matcher(detail.toLowerCase(Locale.ROOT)).replaceAll("-");
    spoken.put(DETAIL, Labels.of(language, key, detail));
    return spoken;
  }

  private Variant suited(@Nullable String accountType) {
    return variants.stream()
        .filter(variant -> accountType != null && variant.accountTypes().contains(accountType))
        .findFirst()
        .orElseGet(() -> new Variant(List.of(), remedy, link));
  }

  private static @Nullable String filledLink(@Nullable String link, Map<String, String> values) {
    return link == null || !values.keySet().containsAll(Template.blanks(link))
        ? null
        : Template.filled(link, values);
  }

  /** The other side's own wish outranks the rule of the row. */
  private static Optional<Retry> asked(@Nullable String pause) {
    if (pause == null) {
      return Optional.empty();
    }
    try {
      var wanted = Duration.parse(pause);
      return Optional.of(
          new Retry.After(wanted.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wanted));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
