package com.mailgrant.provider.microsoft;

import com.mailgrant.provider.AccountType;
import com.mailgrant.provider.Cloud;
import java.util.List;
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
}
