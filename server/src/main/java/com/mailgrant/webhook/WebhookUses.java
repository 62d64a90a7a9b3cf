package com.mailgrant.webhook;

import com.mailgrant.organization.OrganizationId;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;

/** Which endpoints name an account in their filter. */
@Component
public class WebhookUses {
  private final Webhooks webhooks;

  WebhookUses(Webhooks webhooks) {
    this.webhooks = webhooks;
  }

  /**
   * The URLs of the endpoints that are told of nothing but some accounts, one of these among them.
   */
  public List<String> naming(OrganizationId organization, Collection<String> accounts) {
    return webhooks.of(organization).stream()
        .filter(endpoint ->
            endpoint.accounts().stream().anyMatch(id -> accounts.contains(id.toString())))
        .map(EndpointView::url)
        .toList();
  }
}
