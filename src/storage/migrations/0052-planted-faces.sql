-- Faces of synthetic persons that stood in an examiner's list beside the candidates of a search, so that his errors can be measured. They
-- are in no gallery, and no search ever listed them. Nothing is changed or deleted.
create table planting_settings (
  agency_id text not null references agencies (id),
  n integer not null,
  -- In each list; 0 plants none.
  faces integer not null check (faces between 0 and 3),
  words text not null,
  set_by text not null references users (id),
  entry_id text not null,
  set_at timestamptz not null,
  primary key (agency_id, n)
);

create table planted_faces (
  id text primary key,
  search_id text not null references searches (id),
  examiner_id text not null references users (id),
  -- Name of the picture in the practice set, and of all among which the lot drew it.
  picture text not null,
  pool_json text not null,
  -- What the examiner is told of it, like that of the candidates around it.
  booked_on text not null,
  width_px integer not null,
  height_px integer not null,
  face_json text not null,
  blob_id text not null,
  sha256 text not null,
  entry_id text not null,
  planted_at timestamptz not null,
  unique (search_id, examiner_id, picture)
);
create index planted_faces_by_examiner on planted_faces (examiner_id);

create table planted_answers (
  planted_id text primary key references planted_faces (id),
  letter text not null,
  conclusion text not null,
  answer_json text not null,
  entry_id text not null,
  sealed_at timestamptz not null
);

do $$
declare
  rules constant text[][] := array[
    ['planting_settings', 'agency_id = acting_agency()'],
    ['planted_faces', 'search_id in (select id from searches)'],
    ['planted_answers', 'planted_id in (select id from planted_faces)']
  ];
  pair text[];
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
end $$;
