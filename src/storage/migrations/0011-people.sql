-- Accounts after the FBI's CJIS Security Policy: two factors, locks that persist, one session, yearly re-validation.

alter table users
  add column revalidated_at timestamptz,
  add column last_signed_in_at timestamptz;
update users set revalidated_at = created_at;
alter table users alter column revalidated_at set not null;

-- Administrators give out accounts and do not search, decide or audit: in older accounts that held both, the other role stays.
update users set roles = array_remove(roles, 'administrator')
  where 'administrator' = any(roles)
  and roles && array['requester', 'examiner', 'verifier', 'supervisor', 'training-officer', 'auditor'];

-- How the session was opened, when its person last proved to be there, and which banner was accepted.
alter table sessions
  add column via text not null default 'console',
  add column confirmed_at timestamptz,
  add column banner_sha256 text,
  add column ended_as text;
update sessions set confirmed_at = created_at;
alter table sessions alter column confirmed_at set not null;
alter table sessions alter column via drop default;
create index sessions_by_user on sessions (user_id) where ended_at is null;

create table passwords (
  user_id text primary key references users (id),
  argon2id text not null,
  set_at timestamptz not null
);

-- One-time codes (TOTP). The seed is sealed by the data key; a time step is taken once.
create table authenticators (
  user_id text primary key references users (id),
  seed_sealed bytea not null,
  last_step bigint not null,
  set_at timestamptz not null
);

create table recovery_codes (
  code_sha256 text primary key,
  user_id text not null references users (id),
  made_at timestamptz not null,
  used_at timestamptz
);

create table passkeys (
  id text primary key,
  user_id text not null references users (id),
  name text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  added_at timestamptz not null,
  last_used_at timestamptz
);
create index passkeys_by_user on passkeys (user_id);

-- What a started ceremony (a passkey, a new authenticator, a sign-in elsewhere) must remember until it is finished, once.
create table ceremonies (
  id_sha256 text primary key,
  purpose text not null,
  user_id text references users (id),
  state_sealed bytea not null,
  expires_at timestamptz not null
);

-- Failed tries by login as it was typed, whether there is such an account or not, so that a lock tells nothing.
create table sign_in_tries (
  login_sha256 text primary key,
  failed integer not null,
  locked_until timestamptz,
  tried_at timestamptz not null
);

-- Single sign-on of the agency; the settings hold a client secret or a certificate and are sealed by the data key.
create table sso_providers (
  id text primary key,
  kind text not null,
  title text not null,
  settings_sealed bytea not null,
  added_at timestamptz not null
);

create table sso_identities (
  provider_id text not null references sso_providers (id) on delete cascade,
  subject text not null,
  user_id text not null references users (id),
  linked_at timestamptz not null,
  primary key (provider_id, subject)
);

-- What happened to accounts, append-only: grants with who gave them and why, factors, locks, sign-ins.
create table account_events (
  at timestamptz not null,
  event text not null,
  user_id text references users (id),
  actor_id text references users (id),
  detail text not null,
  n bigint generated always as identity primary key
);
create index account_events_by_user on account_events (user_id, n);

create trigger append_only before update or delete on account_events
  for each row execute function refuse_change();
create trigger append_only_whole before truncate on account_events
  for each statement execute function refuse_change();

-- Factors, links with single sign-on, and what happened to accounts belong to the agency of their user. Ceremonies and failed tries
-- are found only by who holds their secret or types the login, and single sign-on serves the whole house.

do $$
declare
  own record;
begin
  for own in select * from (values
    ('passwords'), ('authenticators'), ('recovery_codes'), ('passkeys'), ('sso_identities'), ('account_events')
  ) as tables (table_name) loop
    execute format('alter table %I enable row level security', own.table_name);
    execute format(
      'create policy own_agency on %I for all to casebound_agency '
        'using (user_id in (select id from users)) with check (user_id in (select id from users))',
      own.table_name
    );
  end loop;
end $$;
revoke insert, update, delete on sso_providers from casebound_agency;
