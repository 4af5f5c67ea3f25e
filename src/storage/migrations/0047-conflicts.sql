-- What was recorded where two examiners contradict each other: the end of a meeting, and who of the two signed it. A resolution that one of them
-- declines is followed by another; the one with the highest number of a search counts.
create table conflict_resolutions (
  id text primary key,
  search_id text not null references searches (id),
  n integer not null check (n >= 1),
  -- inconclusive, no-lead or lead
  outcome text not null,
  -- Of a lead: the booking on which the two agree.
  booking_id text,
  reason text not null,
  took_part text not null,
  recorded_by text not null references users (id),
  entry_id text not null,
  recorded_at timestamptz not null,
  unique (search_id, n)
);
create table conflict_signatures (
  resolution_id text not null references conflict_resolutions (id),
  examiner_id text not null references users (id),
  agrees boolean not null,
  entry_id text not null,
  signed_at timestamptz not null,
  primary key (resolution_id, examiner_id)
);

do $$
declare
  own record;
begin
  for own in select * from (values
    ('conflict_resolutions', 'search_id in (select id from searches)'),
    ('conflict_signatures', 'resolution_id in (select id from conflict_resolutions)')
  ) as rules (table_name, rule) loop
    execute format(
      'create trigger append_only before update or delete on %I for each row execute function refuse_change()',
      own.table_name
    );
    execute format(
      'create trigger append_only_whole before truncate on %I for each statement execute function refuse_change()',
      own.table_name
    );
    execute format('alter table %I enable row level security', own.table_name);
    execute format(
      'create policy own_agency on %1$I for all to casebound_agency using (%2$s) with check (%2$s)',
      own.table_name, own.rule
    );
  end loop;
end $$;
