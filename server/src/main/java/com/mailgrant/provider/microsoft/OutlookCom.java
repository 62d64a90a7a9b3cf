package com.mailgrant.provider.microsoft;

import com.mailgrant.provider.AccountType;
import com.mailgrant.provider.Cloud;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Personal accounts: Outlook.com, Hotmail, Live. */
@Component
final class OutlookCom extends Microsoft {
  @Override
  public AccountType type() {
    return AccountType.OUTLOOK_COM;
  }

  @Override
  public List<Cloud> clouds() {
    return MicrosoftClouds.PERSONAL;
  }

  @Override
  public boolean takesMailAt(String exchanger) {
    return exchanger.toLowerCase(Locale.ROOT).endsWith(".olc.protection.outlook.com");
  }
}
