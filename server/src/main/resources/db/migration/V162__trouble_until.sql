-- Up to this UID messages are fetched in small parts: one of them broke the fetching.
alter table watched_folder add column trouble_until bigint;
