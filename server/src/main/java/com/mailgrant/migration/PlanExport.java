package com.mailgrant.migration;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** The plan as a list for spreadsheets: UTF-8 with a mark, so that they read it as such. */
final class PlanExport {
  private PlanExport() {}

  /**
   * @param each hands over the lines, one after the other
   */
  static byte[] csv(Consumer<Consumer<PlanLine>> each) {
    var bytes = new ByteArrayOutputStream();
    try (var writer = new OutputStreamWriter(bytes, StandardCharsets.UTF_8);
        var printer = new CSVPrinter(writer.append('\uFEFF'), CSVFormat.RFC4180)) {
      printer.printRecord(Arrays.stream(PlanColumn.values()).map(PlanColumn::label));
      each.accept(line -> print(line, printer));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void print(PlanLine line, CSVPrinter printer) {
    try {
      printer.printRecord(
          Arrays.stream(PlanColumn.values()).map(column -> CsvCell.disarmed(cell(column, line))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String cell(PlanColumn column, PlanLine line) {
    var planned = line.entry().planned();
    var notes = line.entry().notes();
    var due = notes.due();
    return switch (column) {
      case ACCOUNT_NAME -> planned.accountName();
      case TYPE -> planned.type().apiName();
      case SENDER_NAME -> planned.senderName();
      case SENDER_EMAIL -> planned.senderEmail();
      case USERNAME -> planned.username();
      case MAILBOX -> planned.mailboxAddress();
      case IMAP -> planned.imap();
      case POP3 -> planned.pop3();
      case SMTP -> planned.smtp();
      case FOLDER_MAPPING -> planned.folderMapping();
      case OWNER -> notes.ownerName();
      case OWNER_EMAIL -> notes.ownerEmail();
      case USED_BY -> notes.usedBy();
      case DECISION -> notes.decision().apiName();
      case DUE -> due == null ? "" : due.toString();
      case NOTE -> notes.note();
      case STAGE -> line.stage().apiName();
      case WAITS_FOR -> line.waitsFor();
      case HELD -> String.valueOf(line.waiting().held());
      case QUEUED -> String.valueOf(line.waiting().queued());
      case LOSES ->
          line.losses().stream()
              .map(loss -> loss.protocol() + ": " + loss.state() + ", " + loss.when())
              .collect(Collectors.joining("; "));
    };
  }
}
