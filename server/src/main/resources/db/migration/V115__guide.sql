-- Who has read what stands before the first step, and when.
create table guide_reading (
  id bigint generated always as identity primary key,
  organization_id uuid not null references organization (id) on delete cascade,
  reader text not null,
  read_at timestamptz not null
);
