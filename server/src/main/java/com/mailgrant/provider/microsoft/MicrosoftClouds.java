package com.mailgrant.provider.microsoft;

import com.mailgrant.mail.Security;
import com.mailgrant.mail.ServerAddress;
import com.mailgrant.provider.AccountType;
import com.mailgrant.provider.AdminPages;
import com.mailgrant.provider.Cloud;
import com.mailgrant.provider.SentCopy;
import java.net.URI;
import java.util.List;

/**
 * The clouds of Microsoft (facts/microsoft365 1.8, 4.1, 12.7); those marked (mem) there are
 * unproved, and so are the pages of the national clouds beyond the table of 1.8.
 */
final class MicrosoftClouds {
  static final List<Cloud> CORPORATE =
      List.of(
          cloud(
              "global",
              "Microsoft 365",
              "https://login.microsoftonline.com",
              "https://outlook.office.com",
              "outlook.office365.com",
              "smtp.office365.com",
              pages(
                  "https://admin.exchange.microsoft.com/",
                  "https://entra.microsoft.com/",
                  "https://admin.microsoft.com/",
                  "https://security.microsoft.com/",
                  "Connect-ExchangeOnline")),
          cloud(
              "us-gov-high",
              "Microsoft 365 US Government GCC High",
              "https://login.microsoftonline.us",
              "https://outlook.office365.us",
              "outlook.office365.us",
              "smtp.office365.us",
              pages(
                  "https://admin.exchange.office365.us/",
                  "https://portal.azure.us/",
                  "https://portal.office365.us/adminportal",
                  "https://security.microsoft.us/",
                  "Connect-ExchangeOnline -ExchangeEnvironmentName O365USGovGCCHigh")),
          cloud(
              "us-gov-dod",
              "Microsoft 365 US Government DoD",
              "https://login.microsoftonline.us",
              "https://outlook-dod.office365.us",
              "outlook-dod.office365.us",
              "outlook-dod.office365.us",
              pages(
                  "https://admin.exchange.apps.mil/",
                  "https://portal.azure.us/",
                  "https://portal.apps.mil/adminportal",
                  "https://security.apps.mil/",
                  "Connect-ExchangeOnline -ExchangeEnvironmentName O365USGovDoD")),
          cloud(
              "china",
              "Microsoft 365 operated by 21Vianet",
              "https://login.partner.microsoftonline.cn",
              "https://partner.outlook.cn",
              "partner.outlook.cn",
              "smtp.partner.outlook.cn",
              pages(
                  "https://admin.exchange.partner.microsoftonline.cn/",
                  "https://portal.azure.cn/",
                  "https://portal.partner.microsoftonline.cn/adminportal",
                  "https://admin.exchange.partner.microsoftonline.cn/",
                  "Connect-ExchangeOnline -ExchangeEnvironmentName O365China")));

  static final List<Cloud> PERSONAL =
      List.of(
          new Cloud(
              "outlook.com",
              "Outlook.com",
              AccountType.OUTLOOK_COM,
              URI.create("https://login.microsoftonline.com"),
              "https://outlook.office.com",
              new ServerAddress("outlook.office365.com", 993, Security.TLS),
              new ServerAddress("outlook.office365.com", 995, Security.TLS),
              new ServerAddress("smtp-mail.outlook.com", 587, Security.STARTTLS),
              SentCopy.PROVIDER_FILES_IT,
              CORPORATE.getFirst().pages()));

  private MicrosoftClouds() {}

  private static Cloud cloud(
      String name,
      String displayName,
      String authority,
      String resource,
      String mailHost,
      String smtpHost,
      AdminPages pages) {
    return new Cloud(
        name,
        displayName,
        AccountType.MICROSOFT_365,
        URI.create(authority),
        resource,
        new ServerAddress(mailHost, 993, Security.TLS),
        new ServerAddress(mailHost, 995, Security.TLS),
        new ServerAddress(smtpHost, 587, Security.STARTTLS),
        SentCopy.PROVIDER_FILES_IT,
        pages);
  }

  private static AdminPages pages(
      String mail, String directory, String organization, String security, String shell) {
    return new AdminPages(
        URI.create(mail),
        URI.create(directory),
        URI.create(organization),
        URI.create(security),
        shell);
  }
}
