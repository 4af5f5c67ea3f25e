-- Notices that a person has looked at: only so that what is new stands out for him. Nothing follows from it.
create table notice_views (
  user_id text not null references users (id),
  notice_key text not null,
  seen_at timestamptz not null,
  primary key (user_id, notice_key)
);
alter table notice_views enable row level security;
create policy own_agency on notice_views for all to casebound_agency
  using (user_id in (select id from users)) with check (user_id in (select id from users));
