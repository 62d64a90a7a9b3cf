package com.mailgrant.provider;

import com.mailgrant.mail.Reply;
import com.mailgrant.mail.Stage;
import com.mailgrant.platform.YamlRow;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What replies of mail servers mean, as a file that people can read and correct: the first row that
 * fits counts, and a row fits when all that it names is so.
 */
public final class ReplyTable {
  private final List<Row> rows;

  private ReplyTable(List<Row> rows) {
    this.rows = rows;
  }

  /**
   * Reads a file; {@code provider/README.md} explains it.
   *
   * @param name in the resource folder {@code provider}, without ending
   */
  public static ReplyTable read(String name) {
    return new ReplyTable(
        YamlRow.list("/provider/" + name + ".yaml").stream().map(Row::read).toList());
  }

  /** Code of the diagnosis, if a row fits. */
  public Optional<String> diagnosis(Stage stage, Reply reply, @Nullable String host) {
    var text = reply.toString().toLowerCase(Locale.ROOT);
    return rows.stream()
        .filter(row -> row.fits(stage, reply, text, host))
        .map(Row::diagnosis)
        .findFirst();
  }

  /** All diagnoses that it can give. */
  public List<String> diagnoses() {
    return rows.stream().map(Row::diagnosis).distinct().toList();
  }

  private record Row(
      List<String> texts,
      List<EnhancedCodes> enhanced,
      List<String> smtp,
      List<String> codes,
      List<ReplyPlace> places,
      @Nullable Pattern host,
      String diagnosis) {

    static Row read(YamlRow row) {
      row.only("text", "enhanced", "smtp", "code", "at", "host", "means", "diagnosis");
      var read =
          new Row(
              row.texts("text").stream().map(text -> text.toLowerCase(Locale.ROOT)).toList(),
              row.texts("enhanced").stream().map(EnhancedCodes::parse).toList(),
              row.texts("smtp"),
              row.texts("code"),
              row.texts("at").stream().map(ReplyPlace::named).toList(),
              row.optionalText("host").map(Pattern::compile).orElse(null),
              row.text("diagnosis"));
      row.text("means");
      if (read.texts.isEmpty() && read.enhanced.isEmpty() && read.smtp.isEmpty()) {
        if (read.codes.isEmpty()) {
          throw row.wrong("fits every reply");
        }
      }
      return read;
    }

    boolean fits(Stage stage, Reply reply, String text, @Nullable String at) {
      return any(texts, text::contains)
          && any(enhanced, codes -> codes.hold(reply))
          && any(smtp, code -> reply instanceof Reply.Smtp is && code.equals("" + is.code()))
          && any(codes, code -> hasCode(reply, code))
          && any(places, place -> place.holds(stage))
          && (host == null || (at != null && host.matcher(at).matches()));
    }

    private static <T> boolean any(List<T> named, Predicate<T> fits) {
      return named.isEmpty() || named.stream().anyMatch(fits);
    }

    private static boolean hasCode(Reply reply, String code) {
      return switch (reply) {
        case Reply.Imap imap -> imap.hasCode(code);
        case Reply.Pop pop -> pop.code().map(code::equalsIgnoreCase).orElse(false);
        case Reply.Smtp _ -> false;
      };
    }
  }
}
