-- References that only cost: each check locks the one row of the organization, which all transactions that accept,
-- end or number something then share. A message's organization is that of its account, which is referenced, and an
-- event gets its number from the row of event_sequence, which references the organization.
alter table outbox_message drop constraint outbox_message_organization_id_fkey;
alter table outbox_lane drop constraint outbox_lane_organization_id_fkey;
alter table event_arrival drop constraint event_arrival_organization_id_fkey;
alter table event drop constraint event_organization_id_fkey;
