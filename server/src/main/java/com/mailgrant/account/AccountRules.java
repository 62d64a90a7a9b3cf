package com.mailgrant.account;

import com.mailgrant.account.PasswordTable.Use;
import com.mailgrant.mail.Security;
import com.mailgrant.mail.ServerAddress;
import com.mailgrant.platform.AddressGuard;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.InvalidInput.FieldError;
import com.mailgrant.platform.Secret;
import com.mailgrant.platform.Sentence;
import com.mailgrant.provider.AccountType;
import com.mailgrant.provider.Cloud;
import com.mailgrant.provider.Clouds;
import com.mailgrant.provider.MailProviders;
import com.mailgrant.provider.SentCopy;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Turns what somebody entered into settings, or says at each field what is wrong with it. */
@Component
class AccountRules {
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_USERNAME = 254;
  private static final int LONGEST_PASSWORD = 1024;
  private static final Pattern HOST =
      Pattern.compile(
          "(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");
  private static final Pattern IPV6 = Pattern.compile("\\[([0-9a-f:.]{2,45})]|([0-9a-f:.]{2,45})");

  private final Clouds clouds;
  private final MailProviders providers;

  private final AddressGuard guard;

  AccountRules(Clouds clouds, MailProviders providers, AddressGuard guard) {
    this.guard = guard;
    this.clouds = clouds;
    this.providers = providers;
  }

  /** The type named in a draft. */
  AccountType type(AccountDraft draft) {
    var named =
        draft.type() == null ? Optional.<AccountType>empty() : AccountType.named(draft.type());
    return named.orElseThrow(() ->
        new InvalidInput(
            "type",
            "wrong.account.type",
            Arrays.stream(AccountType.values())
                .map(AccountType::apiName)
                .collect(Collectors.joining(", "))));
  }

  /**
   * Checks a draft as a whole.
   *
   * @param stored the passwords that a field which was left empty may refer to
   * @throws InvalidInput with every field that is wrong
   */
  AccountSettings check(AccountDraft draft, Set<Use> stored) {
    var type = type(draft);
    var errors = new ArrayList<FieldError>();
    var name =
        text(
            "accountName",
            Sentence.of("common.account-name"),
            draft.accountName(),
            LONGEST_NAME,
            errors);
    var senderName =
        optionalText("senderName", Sentence.of("common.sender-name"), draft.senderName(), errors);
    var sender =
        address("senderEmail", Sentence.of("common.sender-email"), draft.senderEmail(), errors);
    var mailbox = optionalAddress(draft.mailboxAddress(), errors);
    var username = username(draft, sender, errors);
    boolean oauth = draft.useOAuth() == null ? type != AccountType.GENERIC : draft.useOAuth();
    if (oauth && type == AccountType.GENERIC) {
      errors.add(new FieldError("useOAuth", "wrong.account.generic-oauth"));
    }
    var cloud = cloud(type, draft.cloud(), errors);
    var imap = server("imap", draft.imap(), type, List.of(993, 143), errors);
    var pop3 = server("pop3", draft.pop3(), type, List.of(995, 110), errors);
    var smtp = server("smtp", draft.smtp(), type, List.of(465, 587), errors);
    if (type == AccountType.GENERIC
        && draft.imap() == null
        && draft.pop3() == null
        && draft.smtp() == null) {
      errors.add(new FieldError("imap.host", "wrong.account.no-server"));
    }
    var password = password("password", draft.password(), errors);
    if (!oauth && password == null && !stored.contains(Use.MAIL)) {
      errors.add(new FieldError("password", "wrong.account.no-password", shown(username)));
    }
    var sentCopy = sentCopy(draft.sentCopy(), errors);
    var smtpLogin = smtpLogin(draft, stored, errors);
    if (!errors.isEmpty()) {
      throw new InvalidInput(errors);
    }
    return new AccountSettings(
        type,
        name,
        senderName,
        Objects.requireNonNull(sender),
        oauth,
        username,
        mailbox,
        cloud,
        imap,
        pop3,
        smtp,
        smtpLogin.username(),
        sentCopy,
        password,
        smtpLogin.password());
  }

  private static Object shown(String username) {
    return username.isEmpty() ? Sentence.of("wrong.account.the-mailbox") : username;
  }

  private String username(
      AccountDraft draft, @Nullable EmailAddress sender, List<FieldError> errors) {
    var typed = stripped(draft.username());
    if (typed.isEmpty()) {
      if (sender == null) {
        errors.add(new FieldError("username", "wrong.account.no-username"));
      }
      return sender == null ? "" : sender.value();
    }
    checkUsername("username", typed, errors);
    return typed;
  }

  private @Nullable String cloud(
      AccountType type, @Nullable String typed, List<FieldError> errors) {
    if (!providers.of(type).usesOAuth()) {
      if (typed != null && !typed.isBlank()) {
        errors.add(new FieldError("cloud", "wrong.account.generic-cloud"));
      }
      return null;
    }
    var possible = clouds.serving(type);
    if (typed == null || typed.isBlank()) {
      return clouds.usual(type).name();
    }
    return possible.stream()
        .map(Cloud::name)
        .filter(name -> name.equals(typed.strip()))
        .findFirst()
        .orElseGet(() -> {
          errors.add(
              new FieldError(
                  "cloud",
                  "wrong.account.cloud",
                  String.join(", ", possible.stream().map(Cloud::name).toList())));
          return null;
        });
  }

  private @Nullable ServerAddress server(
      String field,
      AccountDraft.@Nullable ServerDraft typed,
      AccountType type,
      List<Integer> usualPorts,
      List<FieldError> errors) {
    if (typed == null) {
      return null;
    }
    if (type != AccountType.GENERIC) {
      errors.add(new FieldError(field, "wrong.account.preset"));
      return null;
    }
    var host = host(field + ".host", typed, errors);
    var security = security(field, typed, errors);
    int port =
        typed.port() == null
            ? security == Security.TLS ? usualPorts.getFirst() : usualPorts.getLast()
            : typed.port();
    if (port < 1 || port > 65_535) {
      errors.add(new FieldError(field + ".port", "wrong.account.port", String.valueOf(port)));
    }
    return errors.stream().anyMatch(error -> error.field().startsWith(field + "."))
        ? null
        : new ServerAddress(host, port, security);
  }

  private String host(String field, AccountDraft.ServerDraft typed, List<FieldError> errors) {
    var text = stripped(typed.host()).toLowerCase(Locale.ROOT);
    if (text.isEmpty()) {
      errors.add(new FieldError(field, "wrong.account.no-host"));
      return "";
    }
    var host = HOST.matcher(text).matches() ? Optional.of(text) : ipv6(text);
    if (host.isEmpty()) {
      errors.add(new FieldError(field, "wrong.account.host"));
      return "";
    }
    checkNetwork(field, host.get(), errors);
    return host.get();
  }

  /** A literal address, in brackets or not; without them from here on. */
  private static Optional<String> ipv6(String text) {
    var form = IPV6.matcher(text);
    if (!form.matches() || text.indexOf(':') < 0) {
      return Optional.empty();
    }
    var bare = form.group(1) == null ? form.group(2) : form.group(1);
    try {
      return Optional.of(InetAddress.ofLiteral(bare)).map(_ -> bare);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A host that nobody knows may be saved: saving needs no connection (row R23). */
  private void checkNetwork(String field, String host, List<FieldError> errors) {
    try {
      guard.resolve(host);
    } catch (AddressGuard.Forbidden e) {
      errors.add(new FieldError(field, "wrong.account.private-host"));
    } catch (UnknownHostException e) {
      // Test Connection will tell.
    }
  }

  private static Security security(
      String field, AccountDraft.ServerDraft typed, List<FieldError> errors) {
    var word = stripped(typed.security()).toLowerCase(Locale.ROOT);
    return switch (word) {
      case "", "tls", "ssl" -> Security.TLS;
      case "starttls" -> Security.STARTTLS;
      case "none" -> Security.NONE;
      default -> {
        errors.add(new FieldError(field + ".security", "wrong.account.security"));
        yield Security.TLS;
      }
    };
  }

  private record SmtpLogin(@Nullable String username, @Nullable Secret password) {}

  private static SmtpLogin smtpLogin(AccountDraft draft, Set<Use> stored, List<FieldError> errors) {
    var smtp = draft.smtp();
    boolean matches = draft.matchImapCredentials() == null || draft.matchImapCredentials();
    if (smtp == null || (matches && stripped(smtp.username()).isEmpty())) {
      return new SmtpLogin(null, null);
    }
    var username = stripped(smtp.username());
    if (username.isEmpty()) {
      errors.add(new FieldError("smtp.username", "wrong.account.smtp-username"));
    }
    checkUsername("smtp.username", username, errors);
    var password = password("smtp.password", smtp.password(), errors);
    if (password == null && !stored.contains(Use.SMTP)) {
      errors.add(new FieldError("smtp.password", "wrong.account.no-password", shown(username)));
    }
    return new SmtpLogin(username, password);
  }

  private static @Nullable Secret password(
      String field, @Nullable Secret typed, List<FieldError> errors) {
    if (typed == null || typed.isMaskOrBlank()) {
      return null;
    }
    if (typed.length() > LONGEST_PASSWORD) {
      errors.add(tooLong(field, Sentence.of("account.password"), LONGEST_PASSWORD));
    }
    if (typed.holdsControlCharacter()) {
      errors.add(unprintable(field, Sentence.of("account.password")));
    }
    return typed;
  }

  private static @Nullable SentCopy sentCopy(@Nullable String typed, List<FieldError> errors) {
    if (typed == null || typed.isBlank()) {
      return null;
    }
    var copy = SentCopy.named(typed.strip());
    if (copy.isEmpty()) {
      errors.add(new FieldError("sentCopy", "wrong.account.sent-copy"));
    }
    return copy.orElse(null);
  }

  private static String text(
      String field, Sentence label, @Nullable String typed, int longest, List<FieldError> errors) {
    var text = stripped(typed);
    if (text.isEmpty()) {
      errors.add(new FieldError(field, "wrong.account.empty", label));
    } else if (text.length() > longest) {
      errors.add(tooLong(field, label, longest));
    }
    checkCharacters(field, label, text, errors);
    return text;
  }

  private static String optionalText(
      String field, Sentence label, @Nullable String typed, List<FieldError> errors) {
    var text = stripped(typed);
    if (text.length() > LONGEST_NAME) {
      errors.add(tooLong(field, label, LONGEST_NAME));
    }
    checkCharacters(field, label, text, errors);
    return text;
  }

  private static @Nullable EmailAddress address(
      String field, Sentence label, @Nullable String typed, List<FieldError> errors) {
    if (stripped(typed).isEmpty()) {
      errors.add(new FieldError(field, "wrong.account.empty-address", label));
      return null;
    }
    var address = EmailAddress.parse(stripped(typed));
    if (address.isEmpty()) {
      errors.add(new FieldError(field, "wrong.account.address"));
    }
    return address.orElse(null);
  }

  private static @Nullable EmailAddress optionalAddress(
      @Nullable String typed, List<FieldError> errors) {
    return stripped(typed).isEmpty()
        ? null
        : address("mailboxAddress", Sentence.of("common.mailbox"), typed, errors);
  }

  private static void checkCharacters(
      String field, Sentence label, String text, List<FieldError> errors) {
    if (text.codePoints().anyMatch(AccountRules::isControl)) {
      errors.add(unprintable(field, label));
    }
  }

  private static void checkUsername(String field, String username, List<FieldError> errors) {
    if (username.length() > LONGEST_USERNAME) {
      errors.add(tooLong(field, Sentence.of("common.username"), LONGEST_USERNAME));
    }
    checkCharacters(field, Sentence.of("common.username"), username, errors);
  }

  /** Controls, line separators, and marks that turn the direction of what follows. */
  private static boolean isControl(int codePoint) {
    int type = Character.getType(codePoint);
    return Character.isISOControl(codePoint)
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.UNASSIGNED
        || type == Character.SURROGATE
        || (codePoint >= 0x202A && codePoint <= 0x202E)
        || (codePoint >= 0x2066 && codePoint <= 0x2069);
  }

  private static FieldError unprintable(String field, Sentence label) {
    return new FieldError(field, "wrong.account.control", label);
  }

  private static FieldError tooLong(String field, Sentence label, int longest) {
    return new FieldError(field, "wrong.account.too-long", label, longest);
  }

  private static String stripped(@Nullable String text) {
    return text == null ? "" : text.strip();
  }
}
