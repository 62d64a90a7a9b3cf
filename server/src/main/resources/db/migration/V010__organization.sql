-- A company whose accounts live here; a new installation has one.
create table organization (
  id uuid primary key,
  name text not null
);

insert into organization (id, name) values ('00000000-0000-4000-8000-000000000001', 'My organization');
