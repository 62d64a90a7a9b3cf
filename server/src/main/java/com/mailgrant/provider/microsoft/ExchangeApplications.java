package com.mailgrant.provider.microsoft;

import com.mailgrant.provider.ApplicationAccess;
import com.mailgrant.provider.Cloud;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Client credentials at Exchange Online (facts/microsoft365 2.2 and 2.3). */
final class ExchangeApplications implements ApplicationAccess {
  private static final Set<String> MANY_COMPANIES = Set.of("common", "organizations", "consumers");

  @Override
  public String scope(Cloud cloud) {
    return cloud.resource() + "/.default";
  }

  @Override
  public boolean namesOneCompany(String tenant) {
    return !MANY_COMPANIES.contains(tenant.toLowerCase(Locale.ROOT));
  }

  @Override
  public String commands(String clientId, String objectId, Collection<String> mailboxes) {
    var id = objectId.isEmpty() ? "<Object ID of the ENTERPRISE APPLICATION>" : objectId;
    var rights =
        mailboxes.stream()
            .map(mailbox ->
                """
                Add-MailboxPermission -Identity %1$s -User $app.Identity -AccessRights FullAccess -AutoMapping $false
                Add-RecipientPermission -Identity %1$s -Trustee $app.Identity -AccessRights SendAs -Confirm:$false
                """
                    .formatted(quoted(mailbox)))
            .collect(Collectors.joining());
    return """
    # Entra > Enterprise applications > Mailgrant > Overview shows the Object ID that is meant here.
    # The Object ID under App registrations is another one; with it every sign-in fails.
    Install-Module ExchangeOnlineManagement -Scope CurrentUser
    Connect-ExchangeOnline
    New-ServicePrincipal -AppId %s -ObjectId %s -DisplayName "Mailgrant"
    $app = Get-ServicePrincipal | Where-Object AppId -eq %s
    """
            .formatted(quoted(clientId), quoted(id), quoted(clientId))
        + rights;
  }

  /** As PowerShell takes a text literally. */
  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
