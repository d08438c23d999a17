-- The decision log: what was asked about decisions, under which rules and software, and on what the answer rests, sealed (domain 5).

create table besluitlog (
    besluit_id text primary key,
    casus_id text references casus,
    organisatie text not null,
    spoor text not null,
    vorm text not null check (vorm in ('deelbesluiten', 'authzen')),
    op timestamptz not null,
    dag date not null,
    regels_versie text not null,
    regels_hash text not null,
    software text not null,
    hash_antwoord text not null,
    verstrekking_id text references verstrekking,
    gewikkeld bytea not null,
    inhoud bytea not null,
    -- nothing that stands in a casus is shown without being on record as shown
    check (casus_id is not null or verstrekking_id is null)
);
create index besluitlog_op on besluitlog (op, besluit_id);

alter table besluitlog enable row level security; alter table besluitlog force row level security;
create policy loop on besluitlog to ketenhub_loop using (true) with check (true);
-- who asks leaves the line behind and never reads it
create policy vraagt on besluitlog for insert to ketenhub_verzoek
    with check (organisatie = (select current_setting('ketenhub.organisatie', true))
        and (casus_id is null or (casus_id, spoor) in (select casus_id, spoor from betrokkenheid)));
-- a line is never changed or taken away; only its key can be wrapped anew
grant select, insert, update (gewikkeld) on besluitlog to ketenhub_loop;
grant insert on besluitlog to ketenhub_verzoek;
