package com.mailgrant.migration;

import com.mailgrant.event.EventData;
import com.mailgrant.event.EventType;
import com.mailgrant.event.Events;
import com.mailgrant.event.Subject;
import com.mailgrant.organization.OrganizationId;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.Sentence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes a list into the plan: looked through as a whole first, and stored as a whole or not at all.
 * Rows meet lines of the plan by their account name. What a mail account that exists says of itself
 * is not changed by a list; only the notes about it are.
 */
@Service
class PlanImport {
  static final int MOST_ROWS = 50_000;

  /** More help nobody; the first ones show what is wrong with the rest. */
  private static final int MOST_PROBLEMS = 200;

  private final Plan plan;
  private final PlanTable table;
  private final Events events;
  private final TransactionTemplate transaction;
  private final Clock clock;

  PlanImport(
      Plan plan, PlanTable table, Events events, TransactionTemplate transaction, Clock clock) {
    this.plan = plan;
    this.table = table;
    this.events = events;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * What is wrong at one place.
   *
   * @param line of the file, from 1; 0 for the file as a whole
   * @param column as it is headed in the export
   */
  record Problem(long line, String column, String message) {}

  /**
   * What came of a list.
   *
   * @param errors nothing was imported if there are any
   * @param warnings what was passed over
   * @param imported false after a dry run
   */
  record Outcome(
      boolean imported,
      int rows,
      int added,
      int changed,
      int unchanged,
      String encoding,
      String separator,
      List<Problem> errors,
      List<Problem> warnings,
      long errorsInAll) {}

  /** Looks through a list, and stores it if nothing is wrong and it is no dry run. */
  Outcome read(OrganizationId organization, byte[] bytes, boolean dryRun, String by) {
    var text = CsvText.read(bytes);
    return Objects.requireNonNull(
        transaction.execute(status -> {
          var entries = plan.entries(organization);
          table.lock(organization);
          var reading = new Reading(organization, entries);
          reading.all(text);
          boolean stores = !dryRun && reading.errorCount == 0;
          if (stores) {
            table.insert(reading.added);
            table.update(reading.changed);
            events.publish(
                EventType.MIGRATION_IMPORTED,
                Subject.organization(organization),
                new EventData.Migration(
                    null,
                    by,
                    reading.added.size()
                        + " lines were added and "
                        + reading.changed.size()
                        + " changed by a list."));
          }
          return new Outcome(
              stores,
              reading.rows,
              reading.added.size(),
              reading.changed.size(),
              reading.unchanged,
              text.charset().name(),
              text.separator() == '\t' ? "tab" : String.valueOf(text.separator()),
              reading.errors,
              reading.warnings,
              reading.errorCount);
        }));
  }

  /** One list on its way through. */
  private final class Reading {
    private final OrganizationId organization;
    private final Map<String, PlanEntry> known = new HashMap<>();
    private final Map<String, Long> names = new HashMap<>();
    private final Map<String, Long> mailboxes = new HashMap<>();
    private final List<PlanEntry> added = new ArrayList<>();
    private final List<PlanEntry> changed = new ArrayList<>();
    private final List<Problem> errors = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();
    private int rows;
    private int unchanged;
    private long errorCount;

    Reading(OrganizationId organization, List<PlanEntry> entries) {
      this.organization = organization;
      entries.forEach(entry -> known.putIfAbsent(Plan.key(entry.planned().accountName()), entry));
    }

    void all(CsvText text) {
      var format =
          CSVFormat.RFC4180
              .builder()
              .setDelimiter(text.separator())
              .setIgnoreEmptyLines(true)
              .get();
      try (var parser = CSVParser.parse(text.text(), format)) {
        var records = parser.iterator();
        if (!records.hasNext()) {
          throw new InvalidInput("file", "wrong.migration.list-empty");
        }
        var columns = columns(records.next());
        long line = parser.getCurrentLineNumber() + 1;
        while (records.hasNext()) {
          var record = records.next();
          rows++;
          if (rows > MOST_ROWS) {
            throw new InvalidInput("file", "wrong.migration.rows", MOST_ROWS);
          }
          row(line, record, columns);
          line = parser.getCurrentLineNumber() + 1;
        }
      } catch (UncheckedIOException | IOException | IllegalStateException e) {
        throw new InvalidInput("file", "wrong.migration.quotes", String.valueOf(rows));
      }
    }

    private Map<Integer, PlanColumn> columns(CSVRecord heading) {
      var columns = new LinkedHashMap<Integer, PlanColumn>();
      Set<PlanColumn> seen = new HashSet<>();
      for (int i = 0; i < heading.size(); i++) {
        var typed = heading.get(i).strip();
        var column = PlanColumn.headed(typed);
        if (column.isEmpty()) {
          if (!typed.isEmpty()) {
            warn(1, shown(typed), Sentence.of("wrong.migration.column"));
          }
        } else if (!seen.add(column.get())) {
          error(1, column.get().label(), Sentence.of("wrong.migration.heading-twice"));
        } else if (!column.get().toldOnly()) {
          columns.put(i, column.get());
        }
      }
      if (!seen.contains(PlanColumn.SENDER_EMAIL) && !seen.contains(PlanColumn.USERNAME)) {
        throw new InvalidInput("file", "wrong.migration.heading");
      }
      return columns;
    }

    private void row(long line, CSVRecord record, Map<Integer, PlanColumn> columns) {
      var cells = new EnumMap<PlanColumn, String>(PlanColumn.class);
      columns.forEach((index, column) ->
          cells.put(column, index < record.size() ? cell(record.get(index)) : ""));
      if (cells.values().stream().allMatch(String::isEmpty)) {
        rows--;
        return;
      }
      long before = errorCount;
      var row = new PlanRow(cells, (column, sentence) -> error(line, column.label(), sentence));
      var planned = row.account();
      var entry = known.get(Plan.key(planned.accountName()));
      var notes = row.notes(entry == null ? null : entry.notes());
      twice(line, planned);
      if (errorCount == before) {
        keep(entry, planned, notes);
      }
    }

    private void twice(long line, PlannedAccount planned) {
      var name = names.putIfAbsent(Plan.key(planned.accountName()), line);
      if (name != null) {
        error(
            line,
            PlanColumn.ACCOUNT_NAME.label(),
            Sentence.of("wrong.migration.line-twice", String.valueOf(name)));
        return;
      }
      var mailbox = mailboxes.putIfAbsent(Plan.key(planned.mailbox()), line);
      if (mailbox != null && !planned.mailbox().isEmpty()) {
        warn(
            line,
            PlanColumn.MAILBOX.label(),
            Sentence.of("wrong.migration.mailbox-twice", String.valueOf(mailbox)));
      }
    }

    private void keep(@Nullable PlanEntry entry, PlannedAccount planned, PlanNotes notes) {
      if (entry == null) {
        added.add(
            new PlanEntry(
                UUID.randomUUID(),
                organization,
                null,
                planned,
                notes,
                null,
                null,
                clock.instant(),
                1));
        return;
      }
      var after = (entry.account() == null ? entry.with(planned) : entry).with(notes);
      if (after.equals(entry)) {
        unchanged++;
      } else {
        changed.add(after);
      }
    }

    private void error(long line, String column, Sentence sentence) {
      errorCount++;
      if (errors.size() < MOST_PROBLEMS) {
        errors.add(new Problem(line, column, sentence.forReader()));
      }
    }

    private void warn(long line, String column, Sentence sentence) {
      if (warnings.size() < MOST_PROBLEMS) {
        warnings.add(new Problem(line, column, sentence.forReader()));
      }
    }
  }

  private static String cell(String text) {
    return CsvCell.asTyped(text.strip()).replace("\r\n", "\n").replace('\r', '\n').strip();
  }

  private static String shown(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}
