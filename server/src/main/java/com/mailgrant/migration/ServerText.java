package com.mailgrant.migration;

import com.mailgrant.account.AccountDraft.ServerDraft;
import com.mailgrant.mail.ServerAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Servers as the plan writes them: {@code mail.example.com:993 tls}. */
final class ServerText {
  private static final Pattern FORM =
      Pattern.compile(
          "(?<host>\\[[0-9a-f:.]+]|[a-z0-9][a-z0-9.-]{0,252})(:(?<port>\\d{1,5}))?(\\s+(?<security>tls|ssl|starttls|none))?",
          Pattern.CASE_INSENSITIVE);

  private ServerText() {}

  static String of(@Nullable ServerAddress server) {
    if (server == null) {
      return "";
    }
    var host = server.host().contains(":") ? "[" + server.host() + "]" : server.host();
    return host + ":" + server.port() + " " + server.security().name().toLowerCase(Locale.ROOT);
  }

  /** Empty when this is no server. */
  static Optional<ServerDraft> parse(String text) {
    var form = FORM.matcher(text.strip());
    if (!form.matches()) {
      return Optional.empty();
    }
    var port = form.group("port");
    return Optional.of(
        new ServerDraft(
            form.group("host"),
            port == null ? null : Integer.valueOf(port),
            form.group("security"),
            null,
            null));
  }

  /** The host alone; empty where there is none. */
  static String host(String text) {
    return parse(text)
        .map(server -> String.valueOf(server.host()).toLowerCase(Locale.ROOT))
        .orElse("");
  }
}
