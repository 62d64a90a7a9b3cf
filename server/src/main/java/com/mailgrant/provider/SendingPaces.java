package com.mailgrant.provider;

import com.mailgrant.platform.YamlRow;
import com.mailgrant.provider.SendingPace.Counted;
import com.mailgrant.provider.SendingPace.Limit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;
import org.springframework.stereotype.Component;

/** The paces of all providers, from {@code provider/sending-paces.yaml}. */
@Component
public class SendingPaces {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration DAY = Duration.ofHours(24);

  private final Map<AccountType, SendingPace> paces = new EnumMap<>(AccountType.class);

  SendingPaces() {
    for (var row : YamlRow.list("/provider/sending-paces.yaml")) {
      row.only(
          "type",
          "connections",
          "a-minute",
          "messages-a-day",
          "recipients-a-day",
          "recipients",
          "source");
      row.text("source");
      var type =
          AccountType.named(row.text("type")).orElseThrow(() -> row.wrong("has an unknown type"));
      var limits = new ArrayList<Limit>();
      number(row, "a-minute")
          .ifPresent(most -> limits.add(new Limit(Counted.MESSAGES, most, MINUTE)));
      number(row, "messages-a-day")
          .ifPresent(most -> limits.add(new Limit(Counted.MESSAGES, most, DAY)));
      number(row, "recipients-a-day")
          .ifPresent(most -> limits.add(new Limit(Counted.RECIPIENTS, most, DAY)));
      paces.put(
          type, new SendingPace(number(row, "connections"), limits, number(row, "recipients")));
    }
  }

  /** How fast accounts of this type may send. */
  public SendingPace of(AccountType type) {
    return paces.getOrDefault(type, SendingPace.FREE);
  }

  private static OptionalInt number(YamlRow row, String field) {
    var text = row.optionalText(field);
    if (text.isEmpty()) {
      return OptionalInt.empty();
    }
    if (!text.get().matches("[1-9]\\d{0,8}")) {
      throw row.wrong("has no whole number in " + field);
    }
    return OptionalInt.of(Integer.parseInt(text.get()));
  }
}
