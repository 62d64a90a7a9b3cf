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
    var rights =
        mailboxes.stream()
            .map(mailbox ->
                """
                Add-MailboxPermission -Identity %1$s -User $app.Identity -AccessRights FullAccess -AutoMapping $false
                Add-RecipientPermission -Identity %1$s -Trustee $app.Identity -AccessRights SendAs -Confirm:$false
                """
                    .formatted(quoted(mailbox)))
            .collect(Collectors.joining());
    return connected(clientId, objectId)
        + "$app = Get-ServicePrincipal | Where-Object AppId -eq %s\n".formatted(quoted(clientId))
        + rights;
  }

  /** RBAC for Applications; of the mail protocols it knows SMTP alone (facts/microsoft365 2.4). */
  @Override
  public String sendingAlone(String clientId, String objectId, Collection<String> mailboxes) {
    var members = mailboxes.stream().map(ExchangeApplications::quoted).toList();
    var first = members.isEmpty() ? quoted("") : members.getFirst();
    return connected(clientId, objectId)
        + """
        # A group says which mailboxes; who is added to it later is within, too.
        $group = New-DistributionGroup -Name 'Mailgrant mailboxes' -Type Security -Members %2$s
        New-ManagementScope -Name 'Mailgrant mailboxes' -RecipientRestrictionFilter "MemberOfGroup -eq '$($group.DistinguishedName)'"
        New-ManagementRoleAssignment -Name 'Mailgrant sends' -Role 'Application SMTP.SendAsApp' -App %1$s -CustomResourceScope 'Mailgrant mailboxes'
        # InScope has to be True for a mailbox of the plan, and False for any other.
        Test-ServicePrincipalAuthorization -Identity %1$s -Resource %3$s
        """
            .formatted(
                quoted(clientId), members.isEmpty() ? "@()" : String.join(",", members), first);
  }

  private static String connected(String clientId, String objectId) {
    return """
    # Entra > Enterprise applications > Mailgrant > Overview shows the Object ID that is meant here.
    # The Object ID under App registrations is another one; with it every sign-in fails.
    Install-Module ExchangeOnlineManagement -Scope CurrentUser
    Connect-ExchangeOnline
    New-ServicePrincipal -AppId %s -ObjectId %s -DisplayName "Mailgrant"
    """
        .formatted(
            quoted(clientId),
            quoted(objectId.isEmpty() ? "<Object ID of the ENTERPRISE APPLICATION>" : objectId));
  }

  /** As PowerShell takes a text literally. */
  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
