-- Tripwires over the house's own records, and the alarms that they raised. Nothing is ever deleted.
create table tripwire_settings (
  n integer primary key,
  wires text[] not null,
  duty_json text,
  many_in_an_hour integer not null,
  words text not null,
  set_by text references users (id),
  entry_id text not null,
  set_at timestamptz not null
);

-- Synthetic persons in the gallery. The gallery is the region's, so the marks are: a search of any agency may come upon one.
create table canaries (
  person_id text primary key,
  booking_number text not null,
  agency_id text not null references agencies (id),
  words text not null,
  planted_by text not null references users (id),
  entry_id text not null,
  planted_at timestamptz not null
);

create table alarms (
  id text primary key,
  agency_id text not null references agencies (id),
  rule text not null,
  user_id text not null references users (id),
  search_id text references searches (id),
  words text not null,
  entry_id text not null,
  raised_at timestamptz not null
);
create index alarms_by_agency on alarms (agency_id, raised_at);
create index alarms_by_user on alarms (user_id, rule, raised_at);

create table alarm_settlements (
  alarm_id text primary key references alarms (id),
  class text not null,
  words text not null,
  settled_by text not null references users (id),
  entry_id text not null,
  settled_at timestamptz not null
);

do $$
declare
  append_only constant text[] := array['tripwire_settings', 'canaries', 'alarms', 'alarm_settlements'];
  rules constant text[][] := array[
    ['alarms', 'agency_id = acting_agency()'],
    ['alarm_settlements', 'alarm_id in (select id from alarms)']
  ];
  one text;
  pair text[];
begin
  foreach one in array append_only loop
    execute format(
      'create trigger append_only before update or delete on %I for each row execute function refuse_change()',
      one
    );
    execute format(
      'create trigger append_only_whole before truncate on %I for each statement execute function refuse_change()',
      one
    );
  end loop;
  foreach pair slice 1 in array rules loop
    execute format('alter table %I enable row level security', pair[1]);
    execute format(
      'create policy own_agency on %1$I for all to casebound_agency using (%2$s) with check (%2$s)',
      pair[1], pair[2]
    );
  end loop;
end $$;
