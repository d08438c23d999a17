-- Whoever has a view already is told so without opening it: its ETag, the hash it belongs to, and what else it was decided on.
-- They stand in the row of the work list, behind its policy; a walk ends them.

alter table werkregel add column etag text, add column etag_bij text, add column grond text;

-- the end of an audit chain, held until the transaction ends: in a function, so that what is read is what stands there after the wait
create function laatste_regel(van text) returns table (volgnummer bigint, hash bytea) language plpgsql volatile as $$
begin
    perform pg_advisory_xact_lock(hashtextextended(van, 0));
    return query select a.volgnummer, a.hash from audit a where a.keten = van order by a.volgnummer desc limit 1;
end $$;
