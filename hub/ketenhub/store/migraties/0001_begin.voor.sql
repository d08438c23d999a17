-- The first house of the store. Owner: migrations only. ketenhub_loop: the walk. ketenhub_verzoek: reading for one organisation.

create table casus (
    casus_id text primary key,
    geopend_op timestamptz not null,
    versie integer not null,
    fase integer,
    ernst text,
    volgende_termijn date
);
create index casus_termijn on casus (volgende_termijn) where volgende_termijn is not null;

create table betrokkenheid (
    casus_id text not null references casus,
    organisatie text not null,
    verwijzing text not null unique,
    spoor text not null,
    regie boolean not null default false,
    actief boolean not null,
    primary key (casus_id, organisatie)
);
create index betrokkenheid_organisatie on betrokkenheid (organisatie, casus_id);

create table regie (
    casus_id text not null references casus,
    regierol text not null,
    organisatie text not null,
    actief boolean not null default true
);
-- exactly one casusregisseur and one holder of zicht op veiligheid per casus (VISIE-36, VISIE-56)
create unique index een_regie on regie (casus_id, regierol) where actief;

create table sleutel (
    casus_id text not null references casus,
    houder text not null,
    gewikkeld bytea not null,
    primary key (casus_id, houder)
);

create table bijdrage (
    casus_id text not null references casus,
    volgnummer bigint generated always as identity,
    vastlegging_id text not null,
    organisatie text not null,
    bericht_id text not null,
    spoor text not null,
    ontvangen_op timestamptz not null,
    inhoud bytea not null,
    primary key (casus_id, volgnummer)
);
alter table bijdrage alter column inhoud set storage external;
create unique index bijdrage_vastlegging on bijdrage (casus_id, vastlegging_id);

create table projectie (
    casus_id text not null references casus,
    spoor text not null,
    versie integer not null,
    inhoud bytea not null,
    primary key (casus_id, spoor)
);
alter table projectie alter column inhoud set storage external;

create table inbox (
    organisatie text not null,
    bericht_id text not null,
    hash bytea not null,
    status integer not null,
    mediatype text not null,
    antwoord bytea not null,
    casus_id text,
    ontvangen_op timestamptz not null default now(),
    primary key (organisatie, bericht_id)
);

create table quarantaine (
    quarantaine_id text primary key,
    organisatie text not null,
    hash bytea not null,
    gewikkeld bytea not null,
    inhoud bytea not null,
    fout text not null,
    op timestamptz not null default now()
);

create table ophaaltaak (
    taak_id text primary key,
    organisatie text not null,
    partner text not null,
    bericht_id text not null,
    gewikkeld bytea not null,
    inhoud bytea not null,
    status text not null default 'wacht',
    pogingen integer not null default 0,
    volgende_poging timestamptz not null default now(),
    lease_tot timestamptz
);
create index ophaaltaak_open on ophaaltaak (volgende_poging) where status = 'wacht';

create table outbox (
    outbox_id text primary key,
    casus_id text not null references casus,
    organisatie text not null,
    spoor text not null,
    soort text not null check (soort in ('notificatie', 'bericht')),
    baan text not null check (baan in ('direct', 'hoog', 'gewoon')),
    aanleiding text not null,
    item text,
    ernst text,
    orde bigint generated always as identity,
    volgnummer bigint,
    mediatype text,
    inhoud bytea,
    status text not null default 'wacht' check (status in ('wacht', 'bezorgd', 'geweigerd', 'ingetrokken', 'dood')),
    pogingen integer not null default 0,
    aangemaakt timestamptz not null default now(),
    volgende_poging timestamptz not null default now(),
    lease_tot timestamptz,
    uitkomst text
);
create index outbox_open on outbox (volgende_poging) where status = 'wacht';
create index outbox_rij on outbox (organisatie, casus_id, baan, orde) where status = 'wacht';

create table teller (
    organisatie text not null,
    casus_id text not null references casus,
    baan text not null,
    laatste bigint not null,
    primary key (organisatie, casus_id, baan)
);

create table verstrekking (
    verstrekking_id text primary key,
    casus_id text not null references casus,
    organisatie text not null,
    spoor text not null,
    soort text not null,
    doel text not null,
    op timestamptz not null,
    regels_versie text not null,
    hash_uitsnede text not null,
    hash_bytes text not null,
    gewikkeld bytea not null,
    manifest bytea not null
);
create index verstrekking_casus on verstrekking (casus_id, organisatie, op);

create table audit (
    keten text not null,
    volgnummer bigint not null,
    vorige bytea not null,
    hash bytea not null,
    regel text not null,
    primary key (keten, volgnummer)
);

create table zoeksleutel (
    merk bytea not null,
    casus_id text not null references casus,
    persoon text not null,
    slachtoffer boolean not null default false,
    primary key (merk, casus_id)
);

create table berichtverwijzing (
    organisatie text not null,
    soort text not null check (soort in ('eigen', 'bericht')),
    merk bytea not null,
    casus_id text not null references casus,
    primary key (organisatie, soort, merk)
);

create table koppelvoorstel (
    casus_id text not null references casus,
    ander text not null references casus,
    op timestamptz not null default now(),
    besluit text,
    primary key (casus_id, ander)
);

create table werkregel (
    casus_id text not null references casus,
    organisatie text not null,
    spoor text not null,
    versie integer not null,
    regels_versie text not null,
    hash_uitsnede text not null,
    inhoud bytea not null,
    primary key (casus_id, organisatie)
);

create table eenmalig (
    uitgever text not null,
    jti text not null,
    tot timestamptz not null,
    primary key (uitgever, jti)
);

create table sessie (
    sessie_id bytea primary key,
    persoon text not null,
    csrf text not null,
    gezien timestamptz not null,
    tot timestamptz not null
);

-- what was said is never changed, and an audit line never altered
create function weiger_wijziging() returns trigger language plpgsql as $$
begin
    raise exception 'append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger bijdrage_vast before update or delete or truncate on bijdrage execute function weiger_wijziging();
create trigger audit_vast before update or delete or truncate on audit execute function weiger_wijziging();

-- second wall: without the organisation's own involvement there are no rows (trust 6)
alter table casus enable row level security; alter table casus force row level security;
alter table betrokkenheid enable row level security; alter table betrokkenheid force row level security;
alter table bijdrage enable row level security; alter table bijdrage force row level security;
alter table projectie enable row level security; alter table projectie force row level security;
alter table outbox enable row level security; alter table outbox force row level security;
alter table verstrekking enable row level security; alter table verstrekking force row level security;
alter table werkregel enable row level security; alter table werkregel force row level security;
alter table sleutel enable row level security; alter table sleutel force row level security;

create policy loop on casus to ketenhub_loop using (true) with check (true);
create policy loop on betrokkenheid to ketenhub_loop using (true) with check (true);
create policy loop on bijdrage to ketenhub_loop using (true) with check (true);
create policy loop on projectie to ketenhub_loop using (true) with check (true);
create policy loop on outbox to ketenhub_loop using (true) with check (true);
create policy loop on verstrekking to ketenhub_loop using (true) with check (true);
create policy loop on werkregel to ketenhub_loop using (true) with check (true);
create policy loop on sleutel to ketenhub_loop using (true) with check (true);

create policy eigen on betrokkenheid for select to ketenhub_verzoek
    using (organisatie = (select current_setting('ketenhub.organisatie', true)) and actief);
create policy eigen on casus for select to ketenhub_verzoek
    using (casus_id in (select casus_id from betrokkenheid));
create policy eigen on projectie for select to ketenhub_verzoek
    using ((casus_id, spoor) in (select casus_id, case spoor when 'beide' then 'regie' else spoor end from betrokkenheid));
create policy eigen on sleutel for select to ketenhub_verzoek
    using ((casus_id, houder) in (
        select casus_id, 'projectie:' || case spoor when 'beide' then 'regie' else spoor end from betrokkenheid
        union all select casus_id, 'werkregel:' || organisatie from betrokkenheid));
create policy eigen on werkregel for select to ketenhub_verzoek
    using (organisatie = (select current_setting('ketenhub.organisatie', true)) and casus_id in (select casus_id from betrokkenheid));
create policy eigen on outbox for select to ketenhub_verzoek
    using (organisatie = (select current_setting('ketenhub.organisatie', true)) and casus_id in (select casus_id from betrokkenheid));
create policy eigen on verstrekking for insert to ketenhub_verzoek
    with check (organisatie = (select current_setting('ketenhub.organisatie', true)) and casus_id in (select casus_id from betrokkenheid));

grant select, insert, update, delete on all tables in schema public to ketenhub_loop;
revoke update, delete on bijdrage, audit from ketenhub_loop;
grant select on casus, betrokkenheid, projectie, sleutel, werkregel, outbox to ketenhub_verzoek;
grant insert on verstrekking to ketenhub_verzoek;
grant select, insert on audit to ketenhub_verzoek;
