-- The person who alone can mend what a notice tells of, beside the administrators; null: nobody.
alter table health_mail add column owner text;
