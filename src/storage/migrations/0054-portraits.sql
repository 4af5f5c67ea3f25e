-- Reference pictures for the wires that guard the agency's own people and registered public figures. They are no part of the gallery: no search
-- reads these tables, and nobody is shown a picture. A row is deleted with its picture when the person leaves.
alter table tripwire_settings add column resemblance_thousandths integer;

create table portraits (
  id text primary key,
  agency_id text not null references agencies (id),
  kind text not null check (kind in ('staff', 'figure')),
  user_id text unique references users (id),
  name text not null,
  words text not null,
  photo_blob_id text not null,
  added_by text not null references users (id),
  added_at timestamptz not null,
  check ((kind = 'staff') = (user_id is not null))
);
create index portraits_by_agency on portraits (agency_id);

create table portrait_templates (
  portrait_id text not null references portraits (id) on delete cascade,
  model_id text not null,
  template bytea not null,
  primary key (portrait_id, model_id)
);

do $$
declare
  rules constant text[][] := array[
    ['portraits', 'agency_id = acting_agency()'],
    ['portrait_templates', 'portrait_id in (select id from portraits)']
  ];
  pair text[];
begin
  foreach pair slice 1 in array rules loop
    execute format('alter table %I enable row level security', pair[1]);
    execute format(
      'create policy own_agency on %1$I for all to casebound_agency using (%2$s) with check (%2$s)',
      pair[1], pair[2]
    );
  end loop;
end $$;
