package com.mailgrant.mail;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * What to search for; every condition narrows the result. There is no NOT, so that a server that
 * takes ASCII only can be asked for a superset.
 */
public final class SearchCriteria {
  private final List<Condition> conditions;

  private SearchCriteria(List<Condition> conditions) {
    this.conditions = List.copyOf(conditions);
  }

  /** Every message. */
  public static SearchCriteria all() {
    return new SearchCriteria(List.of());
  }

  /** Text in From, To or Cc. */
  public SearchCriteria correspondent(String text) {
    return and(new Condition.AnyText(List.of("FROM", "TO", "CC"), required(text)));
  }

  /** Text in From. */
  public SearchCriteria from(String text) {
    return and(new Condition.AnyText(List.of("FROM"), required(text)));
  }

  /** Text in To. */
  public SearchCriteria to(String text) {
    return and(new Condition.AnyText(List.of("TO"), required(text)));
  }

  /** Text in Subject. */
  public SearchCriteria subject(String text) {
    return and(new Condition.AnyText(List.of("SUBJECT"), required(text)));
  }

  /** Text anywhere in header or body. */
  public SearchCriteria text(String text) {
    return and(new Condition.AnyText(List.of("TEXT"), required(text)));
  }

  /** Text in a header field, for example {@code Message-ID}. */
  public SearchCriteria header(String field, String text) {
    return and(new Condition.Header(HeaderFields.required(field), required(text)));
  }

  /** Received on this day or later, by the server's calendar. */
  public SearchCriteria since(LocalDate day) {
    return and(new Condition.Day("SINCE", day));
  }

  /** Received before this day, by the server's calendar. */
  public SearchCriteria before(LocalDate day) {
    return and(new Condition.Day("BEFORE", day));
  }

  /** Within these UIDs. */
  public SearchCriteria uids(UidSet uids) {
    return and(new Condition.Uids(uids));
  }

  /** Only those not yet read. */
  public SearchCriteria unseen() {
    return and(new Condition.Word("UNSEEN"));
  }

  List<Condition> conditions() {
    return conditions;
  }

  private SearchCriteria and(Condition condition) {
    List<Condition> more = new ArrayList<>(conditions);
    more.add(condition);
    return new SearchCriteria(more);
  }

  private static String required(String text) {
    if (text.isEmpty() || text.length() > 1000 || text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "a search text must have 1 to 1000 characters and no control characters");
    }
    return text;
  }

  /** One search key of RFC 9051 6.4.4. */
  sealed interface Condition {
    record AnyText(List<String> keys, String text) implements Condition {}

    record Header(String field, String text) implements Condition {}

    record Day(String key, LocalDate day) implements Condition {}

    record Uids(UidSet uids) implements Condition {}

    record Word(String word) implements Condition {}
  }
}
