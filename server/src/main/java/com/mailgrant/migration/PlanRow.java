package com.mailgrant.migration;

import com.mailgrant.account.EmailAddress;
import com.mailgrant.platform.Sentence;
import com.mailgrant.provider.AccountType;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One row of a list, understood; or what is wrong with it, at each column. */
final class PlanRow {
  private static final Pattern GERMAN_DATE =
      Pattern.compile("(\\d{1,2})\\.\\s?(\\d{1,2})\\.\\s?(\\d{4})");

  private final Map<PlanColumn, String> cells;
  private final BiConsumer<PlanColumn, Sentence> problem;

  PlanRow(Map<PlanColumn, String> cells, BiConsumer<PlanColumn, Sentence> problem) {
    this.cells = cells;
    this.problem = problem;
    cells.forEach(this::checkText);
  }

  PlannedAccount account() {
    var sender = address(PlanColumn.SENDER_EMAIL);
    var username = text(PlanColumn.USERNAME).isEmpty() ? sender : text(PlanColumn.USERNAME);
    var name = text(PlanColumn.ACCOUNT_NAME);
    if (text(PlanColumn.SENDER_EMAIL).isEmpty() && username.isEmpty()) {
      problem.accept(PlanColumn.SENDER_EMAIL, Sentence.of("wrong.migration.address"));
    }
    return new PlannedAccount(
        type(),
        name.isEmpty() ? (sender.isEmpty() ? username : sender) : name,
        text(PlanColumn.SENDER_NAME),
        sender.isEmpty() && EmailAddress.parse(username).isPresent() ? username : sender,
        username,
        address(PlanColumn.MAILBOX),
        server(PlanColumn.IMAP),
        server(PlanColumn.POP3),
        server(PlanColumn.SMTP),
        text(PlanColumn.FOLDER_MAPPING));
  }

  /**
   * @param before what the plan says so far; columns that the list does not have stay as they are
   */
  PlanNotes notes(@Nullable PlanNotes before) {
    return new PlanNotes(
        has(PlanColumn.OWNER) || before == null ? text(PlanColumn.OWNER) : before.ownerName(),
        has(PlanColumn.OWNER_EMAIL) || before == null
            ? address(PlanColumn.OWNER_EMAIL)
            : before.ownerEmail(),
        has(PlanColumn.USED_BY) || before == null ? text(PlanColumn.USED_BY) : before.usedBy(),
        decision(before),
        has(PlanColumn.DUE) || before == null ? due() : before.due(),
        has(PlanColumn.NOTE) || before == null ? text(PlanColumn.NOTE) : before.note());
  }

  private boolean has(PlanColumn column) {
    return cells.containsKey(column);
  }

  private String text(PlanColumn column) {
    return cells.getOrDefault(column, "");
  }

  private AccountType type() {
    var named = text(PlanColumn.TYPE).toLowerCase(Locale.ROOT);
    if (named.isEmpty()) {
      return AccountType.GENERIC;
    }
    for (var type : AccountType.values()) {
      if (type.apiName().equals(named) || type.label().toLowerCase(Locale.ROOT).equals(named)) {
        return type;
      }
    }
    problem.accept(
        PlanColumn.TYPE,
        Sentence.of(
            "wrong.migration.use-one-of",
            Arrays.stream(AccountType.values())
                .map(AccountType::apiName)
                .collect(Collectors.joining(", "))));
    return AccountType.GENERIC;
  }

  private String address(PlanColumn column) {
    var typed = text(column);
    if (typed.isEmpty()) {
      return "";
    }
    var address = EmailAddress.parse(typed);
    if (address.isEmpty()) {
      problem.accept(column, Sentence.of("wrong.migration.no-address"));
    }
    return address.map(EmailAddress::value).orElse("");
  }

  private String server(PlanColumn column) {
    var typed = text(column);
    if (!typed.isEmpty() && ServerText.parse(typed).isEmpty()) {
      problem.accept(column, Sentence.of("wrong.migration.server"));
    }
    return typed;
  }

  private Decision decision(@Nullable PlanNotes before) {
    var named = text(PlanColumn.DECISION).toLowerCase(Locale.ROOT);
    return switch (named) {
      case "" -> before == null ? Decision.CHANGE : before.decision();
      case "change", "ändern", "aendern", "umstellen" -> Decision.CHANGE;
      case "retain", "keep", "behalten" -> Decision.RETAIN;
      case "delete", "remove", "löschen", "loeschen" -> Decision.DELETE;
      default -> {
        problem.accept(PlanColumn.DECISION, Sentence.of("wrong.migration.decision"));
        yield Decision.CHANGE;
      }
    };
  }

  private @Nullable LocalDate due() {
    var typed = text(PlanColumn.DUE);
    if (typed.isEmpty()) {
      return null;
    }
    try {
      var german = GERMAN_DATE.matcher(typed);
      var date =
          german.matches()
              ? LocalDate.of(
                  Integer.parseInt(german.group(3)),
                  Integer.parseInt(german.group(2)),
                  Integer.parseInt(german.group(1)))
              : LocalDate.parse(typed);
      if (date.getYear() >= 2000 && date.getYear() < 2200) {
        return date;
      }
    } catch (DateTimeException e) {
      // Told below.
    }
    problem.accept(PlanColumn.DUE, Sentence.of("wrong.migration.date"));
    return null;
  }

  private void checkText(PlanColumn column, String text) {
    if (text.length() > column.longest()) {
      problem.accept(column, Sentence.of("wrong.migration.too-long", column.longest()));
    }
    boolean lines = column == PlanColumn.NOTE;
    if (text.codePoints().anyMatch(c -> isControl(c) && !(lines && (c == '\n' || c == '\t')))) {
      problem.accept(column, Sentence.of("wrong.migration.control"));
    }
  }

  /** Controls, line separators, and marks that turn the direction of what follows. */
  static boolean isControl(int codePoint) {
    int type = Character.getType(codePoint);
    return Character.isISOControl(codePoint)
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.UNASSIGNED
        || type == Character.SURROGATE
        || (codePoint >= 0x202A && codePoint <= 0x202E)
        || (codePoint >= 0x2066 && codePoint <= 0x2069);
  }
}
