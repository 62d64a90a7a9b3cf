package com.mailgrant.provider;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** All kinds of mail service that Mailgrant knows. */
@Component
public class MailProviders {
  private final Map<AccountType, MailProvider> byType = new EnumMap<>(AccountType.class);

  MailProviders(List<MailProvider> providers) {
    providers.forEach(provider -> byType.put(provider.type(), provider));
  }

  /** In the order in which people choose among them. */
  public Collection<MailProvider> all() {
    return Collections.unmodifiableCollection(byType.values());
  }

  /** The one for this type of account; every type has one. */
  public MailProvider of(AccountType type) {
    var provider = byType.get(type);
    if (provider == null) {
      throw new IllegalStateException("no provider serves " + type);
    }
    return provider;
  }
}
