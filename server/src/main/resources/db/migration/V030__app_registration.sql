-- As what Mailgrant introduces itself to an authority. "sealed" is the client secret or the private key.
create table app_registration (
  id uuid primary key,
  organization_id uuid not null references organization (id),
  cloud text not null,
  tenant text not null,
  client_id text not null,
  proof text not null,
  certificate text,
  sealed bytea not null,
  expires date,
  origin text not null,
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  unique (organization_id, cloud, tenant, client_id)
);
