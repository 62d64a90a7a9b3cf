package com.mailgrant.webhook;

import com.mailgrant.event.EventFilter;
import com.mailgrant.platform.AddressGuard;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.InvalidInput.FieldError;
import com.mailgrant.platform.MailgrantProperties;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Turns what somebody entered into settings, or says at each field what is wrong with it. */
@Component
class EndpointRules {
  private static final int LONGEST_URL = 2_000;
  private static final int LONGEST_DESCRIPTION = 200;

  private final AddressGuard guard;
  private final boolean privateHosts;

  EndpointRules(AddressGuard guard, MailgrantProperties properties) {
    this.guard = guard;
    this.privateHosts = properties.network().allowPrivateHosts();
  }

  /** A draft that was found right. */
  record Checked(URI url, String description, EventFilter filter) {}

  /**
   * Checks a draft as a whole.
   *
   * @throws InvalidInput with every field that is wrong
   */
  Checked check(EndpointDraft draft) {
    var errors = new ArrayList<FieldError>();
    var url = url(draft.url(), errors);
    var description = draft.description() == null ? "" : draft.description().strip();
    if (description.length() > LONGEST_DESCRIPTION
        || description.chars().anyMatch(Character::isISOControl)) {
      errors.add(new FieldError("description", "wrong.webhook.description"));
    }
    var filter = EventFilter.ALL;
    try {
      filter = EventFilter.parse("types", draft.types(), "accounts", draft.accounts());
    } catch (InvalidInput e) {
      errors.addAll(e.errors());
    }
    if (url == null || !errors.isEmpty()) {
      throw new InvalidInput(errors);
    }
    return new Checked(url, description, filter);
  }

  private @Nullable URI url(@Nullable String typed, List<FieldError> errors) {
    var text = typed == null ? "" : typed.strip();
    var wrong = wrong(text);
    if (wrong != null) {
      errors.add(new FieldError("url", wrong));
      return null;
    }
    return URI.create(text);
  }

  /** The key of what is wrong with it. */
  private @Nullable String wrong(String text) {
    if (text.isEmpty() || text.length() > LONGEST_URL) {
      return "wrong.webhook.no-url";
    }
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException e) {
      return "wrong.webhook.url";
    }
    var scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !(privateHosts && scheme.equals("http"))) {
      return "wrong.webhook.https";
    }
    var host = url.getHost();
    if (host == null || url.getPort() == 0 || url.getPort() > 65_535) {
      return "wrong.webhook.host";
    }
    if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
      return "wrong.webhook.user-info";
    }
    return wrongHost(host);
  }

  /** A host that nobody knows may be saved: the endpoint's health will tell. */
  private @Nullable String wrongHost(String host) {
    try {
      guard.resolveForeign(host);
      return null;
    } catch (AddressGuard.Forbidden e) {
      return "wrong.account.private-host";
    } catch (UnknownHostException e) {
      return null;
    }
  }
}
