-- What an examiner found in the probe alone, sealed before the first candidate is shown to him.
create table probe_analyses (
  search_id text not null references searches (id),
  examiner_id text not null references users (id),
  suitability text not null,
  features_json text not null,
  limits text not null,
  entry_id text not null,
  sealed_at timestamptz not null,
  primary key (search_id, examiner_id)
);

create trigger append_only before update or delete on probe_analyses for each row execute function refuse_change();
create trigger append_only_whole before truncate on probe_analyses for each statement execute function refuse_change();
alter table probe_analyses enable row level security;
create policy own_agency on probe_analyses for all to casebound_agency
  using (search_id in (select id from searches)) with check (search_id in (select id from searches));

-- What was said of each candidate; null in examinations from before each was answered.
alter table examinations add column answers_json text;
