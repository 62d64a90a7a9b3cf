-- What administrators answered when they were asked to consent for everybody.
create table admin_consent_answer (
  id bigint generated always as identity primary key,
  organization_id uuid not null references organization (id) on delete cascade,
  account_id uuid references mail_account (id) on delete set null,
  cloud text not null,
  -- As the browser brought it: anybody can write it, so nothing hangs on it.
  tenant text,
  answer text not null check (answer in ('approved', 'refused')),
  words text,
  answered_at timestamptz not null
);

create index admin_consent_answer_organization on admin_consent_answer (organization_id, cloud, answered_at desc);

-- What the administrator of the mail servers has to do so that mail can be sent: one row a tenant, for one switch
-- serves all its accounts.
create table sending_task (
  organization_id uuid not null references organization (id) on delete cascade,
  cloud text not null,
  tenant text not null,
  account_id uuid not null references mail_account (id) on delete cascade,
  code text not null,
  state text not null check (state in ('to-do', 'told', 'saved', 'verified')),
  found_at timestamptz not null,
  told_at timestamptz,
  saved_at timestamptz,
  verified_at timestamptz,
  next_try_at timestamptz,
  tries integer not null default 0,
  primary key (organization_id, cloud, tenant)
);
