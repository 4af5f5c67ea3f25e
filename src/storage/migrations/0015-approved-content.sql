-- What was approved: SHA-256 of the request as it stood. An approval counts for that and for nothing the requester made of it since.
-- Approvals from before this have none, and count as they did.
alter table approvals add column content_sha256 text;
