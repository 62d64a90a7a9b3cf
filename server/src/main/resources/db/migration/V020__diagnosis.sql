-- One failure as it happened, for support. It outlives its account.
create table diagnosis_report (
  error_id text primary key,
  organization_id uuid not null references organization (id),
  account_id uuid,
  met_at timestamptz not null,
  met_where text not null,
  code text not null,
  diagnosis jsonb not null
);

create index diagnosis_report_account on diagnosis_report (account_id, met_at desc);
