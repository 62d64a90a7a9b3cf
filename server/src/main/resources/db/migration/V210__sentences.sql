-- Sentences for people in a form that can be put into the reader's language; the columns beside them keep the English text.
alter table test_check add column note_sentence text;
alter table webhook_delivery add column last_failure_sentence text;
alter table webhook_endpoint add column state_reason_sentence text;
