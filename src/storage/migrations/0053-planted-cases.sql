-- Planted cases: a still of nobody as a task in the queue, with a list of faces of nobody of whom one may be its mate, so that it can be
-- measured how often the right person is missed. They are no searches: no count of searches looks into these tables. Nothing is changed
-- or deleted.

-- One planted case for so many searches with a list, 2 or more; 0 plants none.
alter table planting_settings add column cases integer not null default 0
  check (cases between 0 and 100);

create table planted_cases (
  -- Looks like the id of a search, and is none.
  id text primary key,
  agency_id text not null references agencies (id),
  -- The search whose lot fell: its policy counts here too, and the list is as long as its list.
  after_search_id text not null unique references searches (id),
  -- Name of the still in the practice set, and what it was kept as.
  still text not null,
  probe_json text not null,
  -- By which the faces of the list were found to be like it.
  model_id text not null,
  -- Candidates in the list, faces that are planted in every list apart.
  listed integer not null check (listed > 0),
  -- 32 random bytes, from which the lots and the letters follow.
  seed bytea not null,
  entry_id text not null,
  planted_at timestamptz not null,
  -- From when it stands in the queue.
  shown_from timestamptz not null
);
create index planted_cases_by_agency on planted_cases (agency_id, shown_from);

create table planted_case_faces (
  -- By which it stands in the order of letters, as a candidate does by his person.
  id text primary key,
  case_id text not null references planted_cases (id),
  -- Of the faces that stand in every list beside its candidates: in whose list. Null in the list of everybody.
  examiner_id text references users (id),
  picture text not null,
  is_mate boolean not null,
  similarity text not null,
  booked_on text not null,
  width_px integer not null,
  height_px integer not null,
  face_json text not null,
  blob_id text not null,
  sha256 text not null,
  -- The entry that commits to it.
  entry_id text not null
);
create index planted_case_faces_by_case on planted_case_faces (case_id);

create table planted_case_analyses (
  case_id text not null references planted_cases (id),
  examiner_id text not null references users (id),
  suitability text not null,
  features_json text not null,
  limits text not null,
  entry_id text not null,
  sealed_at timestamptz not null,
  primary key (case_id, examiner_id)
);

-- One end each: an examiner sealed what he found, or it was taken out of the queue.
create table planted_case_ends (
  case_id text primary key references planted_cases (id),
  -- answered, unfit, or withdrawn, which has no examiner.
  ended_as text not null,
  examiner_id text references users (id),
  certificate_id text,
  conclusion text,
  -- What was said of the mate, where there was one, and whether somebody else was supported.
  of_mate text,
  other_supported boolean,
  answers_json text,
  entry_id text not null,
  ended_at timestamptz not null
);
create index planted_case_ends_by_examiner on planted_case_ends (examiner_id);

-- The examiner's bench is the same over a planted case as over a search.
create function refuse_no_task() returns trigger language plpgsql as $$
begin
  if exists (select 1 from searches where id = new.search_id)
    or exists (select 1 from planted_cases where id = new.search_id) then
    return new;
  end if;
  raise exception 'there is no search or planted case %', new.search_id using errcode = '23503';
end $$;

do $$
declare
  rules constant text[][] := array[
    ['planted_cases', 'agency_id = acting_agency()'],
    ['planted_case_faces', 'case_id in (select id from planted_cases)'],
    ['planted_case_analyses', 'case_id in (select id from planted_cases)'],
    ['planted_case_ends', 'case_id in (select id from planted_cases)']
  ];
  pair text[];
  bench text;
  task constant text := 'search_id in (select id from searches) or search_id in (select id from planted_cases)';
begin
  foreach pair slice 1 in array rules loop
    execute format(
      'create trigger append_only before update or delete on %I for each row execute function refuse_change()',
      pair[1]
    );
    execute format(
      'create trigger append_only_whole before truncate on %I for each statement execute function refuse_change()',
      pair[1]
    );
    execute format('alter table %I enable row level security', pair[1]);
    execute format(
      'create policy own_agency on %1$I for all to casebound_agency using (%2$s) with check (%2$s)',
      pair[1], pair[2]
    );
  end loop;
  foreach bench in array array['examiner_recipes', 'examiner_looks', 'copy_proposals'] loop
    execute format('alter table %1$I drop constraint %1$s_search_id_fkey', bench);
    execute format(
      'create trigger of_a_task before insert on %I for each row execute function refuse_no_task()', bench
    );
    execute format('drop policy own_agency on %I', bench);
    execute format(
      'create policy own_agency on %1$I for all to casebound_agency using (%2$s) with check (%2$s)', bench, task
    );
  end loop;
end $$;
