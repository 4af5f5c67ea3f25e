-- Agencies of a region share the gallery and the log, and see only their own cases, users and searches. The database holds them to
-- it: work for an agency runs as the role casebound_agency, which is no owner of tables, and row-level security shows it the
-- rows of the agency that the setting casebound.agency names; without the setting, none.

do $$
begin
  if not exists (select from pg_roles where rolname = 'casebound_agency') then
    begin
      create role casebound_agency nologin;
    exception when duplicate_object or unique_violation then
      null; -- made at the same moment for another database of this server
    end;
  end if;
  if not pg_has_role(current_user, 'casebound_agency', 'member') then
    execute format('grant casebound_agency to %I', current_user);
  end if;
end $$;

create function acting_agency() returns text language sql stable
  return nullif(current_setting('casebound.agency', true), '');

-- Whose hidden values these are; null where the house itself wrote the entry, and then no agency sees them.
alter table log_sealed add column agency_id text;

-- Later tables are open to the role as well; a test demands that each is named as shared or has row-level security.
grant usage on schema public to casebound_agency;
grant select, insert, update, delete on all tables in schema public to casebound_agency;
alter default privileges in schema public grant select, insert, update, delete on tables to casebound_agency;

-- What the writer of the log, the founding and the migrations keep is theirs alone to change.
revoke insert, update, delete on log_entries, log_head, log_signed, agencies, migrations from casebound_agency;

do $$
declare
  own record;
begin
  for own in select * from (values
    ('users', 'agency_id = acting_agency()'),
    ('requests', 'agency_id = acting_agency()'),
    ('searches', 'agency_id = acting_agency()'),
    ('search_probes', 'agency_id = acting_agency()'),
    ('leads', 'agency_id = acting_agency()'),
    ('refusals', 'agency_id = acting_agency()'),
    ('log_sealed', 'agency_id = acting_agency()'),
    -- The rows behind these subqueries are seen through the rules above.
    ('sign_in_links', 'user_id in (select id from users)'),
    ('sessions', 'user_id in (select id from users)'),
    ('certificates', 'user_id in (select id from users)'),
    ('enrolment_refusals', 'recorded_by in (select id from users)'),
    ('probe_recipes', 'request_id in (select id from requests)'),
    ('search_results', 'search_id in (select id from searches)'),
    ('candidates', 'search_id in (select id from searches)'),
    ('rank_views', 'search_id in (select id from searches)'),
    ('examinations', 'search_id in (select id from searches)'),
    ('outcomes', 'lead_id in (select id from leads)')
  ) as rules (table_name, rule) loop
    execute format('alter table %I enable row level security', own.table_name);
    execute format(
      'create policy own_agency on %I for all to casebound_agency using (%s) with check (%s)',
      own.table_name, own.rule, own.rule
    );
  end loop;
end $$;
