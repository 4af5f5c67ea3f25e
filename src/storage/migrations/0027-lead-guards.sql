-- What must stand between a lead and an act on it: evidence that does not come from the search, the question what speaks against it, and
-- line-ups; and the inquiry into a misidentification. Corrections are new rows; the last one counts.
create table lead_evidence (
  id text primary key,
  lead_id text not null references leads (id),
  kind text not null,
  obtained_on text not null,
  by_whom text not null,
  words text,
  before_lead boolean not null,
  recorded_by text not null references users (id),
  entry_id text not null,
  recorded_at timestamptz not null
);
create index lead_evidence_by_lead on lead_evidence (lead_id);

create table lead_checks (
  id text primary key,
  lead_id text not null references leads (id),
  answers_json text not null,
  against boolean not null,
  recorded_by text not null references users (id),
  entry_id text not null,
  recorded_at timestamptz not null
);
create index lead_checks_by_lead on lead_checks (lead_id);

create table line_ups (
  id text primary key,
  lead_id text not null references leads (id),
  held_on text not null,
  blind boolean not null,
  fillers integer not null,
  note text not null,
  recorded_by text not null references users (id),
  entry_id text not null,
  recorded_at timestamptz not null
);
create index line_ups_by_lead on line_ups (lead_id);

create table inquiry_steps (
  id text primary key,
  lead_id text not null references leads (id),
  step text not null,
  findings text not null,
  recorded_by text not null references users (id),
  entry_id text not null,
  recorded_at timestamptz not null
);
create index inquiry_steps_by_lead on inquiry_steps (lead_id);

do $$
declare
  of_a_lead text;
begin
  foreach of_a_lead in array array['lead_evidence', 'lead_checks', 'line_ups', 'inquiry_steps'] loop
    execute format(
      'create trigger append_only before update or delete on %I for each row execute function refuse_change()',
      of_a_lead
    );
    execute format(
      'create trigger append_only_whole before truncate on %I for each statement execute function refuse_change()',
      of_a_lead
    );
    execute format('alter table %I enable row level security', of_a_lead);
    execute format(
      'create policy own_agency on %1$I for all to casebound_agency using (%2$s) with check (%2$s)',
      of_a_lead, 'lead_id in (select id from leads)'
    );
  end loop;
end $$;
