-- A booking may be coded by more than one face model while the gallery changes from one to the next; a search uses the templates
-- of one model alone. Templates made before this migration are sealed to their booking only, later ones to the model too.
create table templates (
  booking_id text not null references bookings (id) on delete cascade,
  model_id text not null,
  template bytea not null,
  bound_to_model boolean not null,
  leaf_sha256 text not null,
  made_at timestamptz not null,
  primary key (booking_id, model_id)
);
insert into templates
  select id, model_id, template, false, leaf_sha256, enrolled_at from bookings;

-- Templates of a model in the order of the booking ids, byte by byte: the order of the leaves in a gallery root.
create index templates_in_order on templates (model_id, booking_id collate "C");
create index bookings_by_id_bytes on bookings (id collate "C");
drop index bookings_in_order;

alter table bookings drop column model_id, drop column template, drop column leaf_sha256;
-- What found the face in face_json; null where it was found before this was recorded.
alter table bookings add column face_finding text;

-- The models that the gallery was coded with, one after another; the last is in use. A house founded before this migration
-- has none until its first change.
create table model_uses (
  n integer primary key,
  model_id text not null,
  name text not null,
  licence text not null,
  finding text not null,
  entry_id text not null,
  begun_by text references users (id),
  begun_at timestamptz not null
);

-- Self-tests of a model in use; the use that it began counts only with one that passed.
create table model_tests (
  id text primary key,
  use_n integer not null references model_uses (n),
  model_id text not null,
  passed boolean not null,
  report_json text not null,
  report_sha256 text not null,
  entry_id text,
  tested_by text references users (id),
  tested_at timestamptz not null
);

-- The change that is under way: at most one.
create table model_change (
  only_row boolean primary key default true check (only_row),
  model_id text not null,
  name text not null,
  begun_by text not null references users (id),
  begun_at timestamptz not null
);

do $$
declare
  append_only text;
begin
  foreach append_only in array array['model_uses', 'model_tests'] loop
    execute format(
      'create trigger append_only before update or delete on %I for each row execute function refuse_change()',
      append_only
    );
    execute format(
      'create trigger append_only_whole before truncate on %I for each statement execute function refuse_change()',
      append_only
    );
  end loop;
end $$;
