-- Who answered for a tenant, as they called themselves before they went to the provider's page.
alter table admin_consent_answer add column approver text;
