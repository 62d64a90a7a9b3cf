package com.mailgrant;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.account.AccountState;
import com.mailgrant.event.EventType;
import com.mailgrant.platform.Labels;
import com.mailgrant.platform.Language;
import com.mailgrant.provider.AccountType;
import com.mailgrant.provider.FolderRole;
import com.mailgrant.provider.SentCopy;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a page says of a state, a type or a step is there in every language. */
class LabelsTest {
  @Test
  void every_label_is_translated() throws ClassNotFoundException {
    var keys =
        Stream.of(
                Arrays.stream(AccountState.values()).map(it -> "account-state." + it.apiName()),
                Arrays.stream(EventType.values()).map(it -> "event." + it.apiName()),
                Arrays.stream(SentCopy.values()).map(it -> "sent-copy." + it.apiName()),
                Arrays.stream(AccountType.values()).map(it -> "account-type." + it.apiName()),
                Arrays.stream(FolderRole.values()).map(it -> "folder-role." + it.apiName()),
                hidden("light.", "com.mailgrant.health.Light"),
                hidden("webhook-state.", "com.mailgrant.webhook.EndpointState"),
                hidden("sending-task.", "com.mailgrant.desk.SendingTask$State"),
                hidden("stage.", "com.mailgrant.account.Progress$Stage"))
            .flatMap(each -> each)
            .toList();
    for (var language : Language.values()) {
      if (language != Language.ENGLISH) {
        assertThat(keys).noneMatch(key -> Labels.of(language, key, "").isEmpty());
      }
    }
  }

  /** Of an enum that only its package sees. */
  private static Stream<String> hidden(String prefix, String type) throws ClassNotFoundException {
    return Arrays.stream(Class.forName(type).getEnumConstants())
        .map(it -> prefix + ((Enum<?>) it).name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }
}
