-- Outside face search, as it was found in the agency's own logs: the rules it is judged by, the reviews, what they found, on which
-- lines. A review that reads more of the same adds counts; the greatest of a finding counts. Nothing is ever deleted.
create table conduct_rules (
  agency_id text not null references agencies (id),
  id text not null,
  name text not null,
  source text not null,
  binds_from text not null,
  binds_until text,
  adopted_by text not null references users (id),
  entry_id text not null,
  adopted_at timestamptz not null,
  primary key (agency_id, id)
);

create table outside_reviews (
  id text primary key,
  agency_id text not null references agencies (id),
  register_version text not null,
  register_digest text not null,
  files_json text not null,
  line_count bigint not null,
  broken_count bigint not null,
  set_aside_json text not null,
  reviewed_by text not null references users (id),
  entry_id text not null,
  reviewed_at timestamptz not null
);
create index outside_reviews_by_agency on outside_reviews (agency_id);

create table outside_findings (
  id text primary key,
  agency_id text not null references agencies (id),
  person text not null,
  person_key text not null,
  unit text not null,
  shared boolean not null,
  service_id text not null,
  service text not null,
  period text not null,
  review_id text not null references outside_reviews (id),
  found_at timestamptz not null,
  unique (agency_id, person_key, service_id, period)
);

create table outside_counts (
  id text primary key,
  finding_id text not null references outside_findings (id),
  review_id text not null references outside_reviews (id),
  uses integer not null,
  session_count integer not null,
  uploads integer not null,
  first_seen text,
  last_seen text,
  confidence text not null,
  detected_by text not null,
  cases_json text not null,
  counted_at timestamptz not null
);
create index outside_counts_by_finding on outside_counts (finding_id);

create table outside_evidence (
  finding_id text not null references outside_findings (id),
  review_id text not null references outside_reviews (id),
  file text not null,
  line bigint not null,
  line_sha256 text not null,
  seen_at text,
  confidence text not null,
  detected_by text not null,
  primary key (finding_id, line_sha256, line)
);

do $$
declare
  rules constant text[][] := array[
    ['conduct_rules', 'agency_id = acting_agency()'],
    ['outside_reviews', 'agency_id = acting_agency()'],
    ['outside_findings', 'agency_id = acting_agency()'],
    ['outside_counts', 'finding_id in (select id from outside_findings)'],
    ['outside_evidence', 'finding_id in (select id from outside_findings)']
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
