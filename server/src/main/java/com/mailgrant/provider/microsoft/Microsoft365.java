package com.mailgrant.provider.microsoft;

import com.mailgrant.provider.AccountType;
import com.mailgrant.provider.ApplicationAccess;
import com.mailgrant.provider.Cloud;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Work accounts: Exchange Online. */
@Component
final class Microsoft365 extends Microsoft {
  @Override
  public AccountType type() {
    return AccountType.MICROSOFT_365;
  }

  @Override
  public List<Cloud> clouds() {
    return MicrosoftClouds.CORPORATE;
  }

  @Override
  public Optional<ApplicationAccess> applicationAccess() {
    return Optional.of(new ExchangeApplications());
  }

  /** facts/microsoft365 13.1. */
  @Override
  public boolean takesMailAt(String exchanger) {
    var host = exchanger.toLowerCase(Locale.ROOT);
    return host.endsWith(".mail.protection.outlook.com")
        || host.endsWith(".mail.protection.office365.us")
        || host.endsWith(".mx.microsoft");
  }

  @Override
  public Optional<String> sendingCard() {
    return Optional.of("provider/microsoft-sending");
  }

  @Override
  public Set<String> sendingSwitch() {
    return Set.of("D01", "D02", "D63");
  }

  @Override
  public Optional<String> consentCard() {
    return Optional.of("provider/microsoft-consent");
  }
}
