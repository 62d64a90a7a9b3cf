-- Second secrets of app registrations: the next one, tested before it takes over, and the one before, until its end.
create table spare_secret (
  registration_id uuid not null references app_registration (id) on delete cascade,
  role text not null,
  proof text not null,
  certificate text,
  sealed bytea not null,
  expires date,
  kept_at timestamptz not null,
  tested_at timestamptz,
  outcome text,
  code text,
  error_id text,
  primary key (registration_id, role)
);
