package com.mailgrant.migration;

import com.mailgrant.organization.OrganizationId;
import com.mailgrant.webhook.WebhookUses;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;

/** What hangs on accounts, for whoever is about to delete them (row R8). */
@Component
class AccountUses {
  private final Plan plan;
  private final WebhookUses webhooks;

  AccountUses(Plan plan, WebhookUses webhooks) {
    this.plan = plan;
    this.webhooks = webhooks;
  }

  /**
   * @param endpoints URLs that are told of nothing but some accounts, one of these among them
   */
  record Uses(List<PlanLine> lines, List<String> endpoints) {}

  /**
   * @param accounts their ids
   */
  Uses of(OrganizationId organization, Collection<String> accounts) {
    return new Uses(
        plan.accountLines(organization).stream()
            .filter(line -> accounts.contains(String.valueOf(line.entry().account())))
            .toList(),
        webhooks.naming(organization, accounts));
  }
}
