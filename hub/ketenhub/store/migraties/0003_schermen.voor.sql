-- What the screens need: a code name per casus, and the disclosure that a page of the work list is.

-- drawn at random and never reused: a name stays with its casus for ever
create table schuilnaam (
    naam text primary key,
    casus_id text not null unique references casus
);
create trigger schuilnaam_vast before update or delete or truncate on schuilnaam execute function weiger_wijziging();

create table lijstverstrekking (
    verstrekking_id text primary key,
    organisatie text not null,
    persoon text,
    casussen text[] not null,
    op timestamptz not null,
    regels_versie text not null,
    hash_regels text not null,
    gewikkeld bytea not null,
    manifest bytea not null
);
create index lijstverstrekking_organisatie on lijstverstrekking (organisatie, op);

alter table schuilnaam enable row level security; alter table schuilnaam force row level security;
alter table lijstverstrekking enable row level security; alter table lijstverstrekking force row level security;

create policy loop on schuilnaam to ketenhub_loop using (true) with check (true);
create policy loop on lijstverstrekking to ketenhub_loop using (true) with check (true);
create policy eigen on schuilnaam for select to ketenhub_verzoek
    using (casus_id in (select casus_id from betrokkenheid));
create policy eigen on lijstverstrekking for insert to ketenhub_verzoek
    with check (organisatie = (select current_setting('ketenhub.organisatie', true))
        and casussen <@ array(select casus_id from betrokkenheid));

grant select, insert on schuilnaam to ketenhub_loop;
grant select on lijstverstrekking to ketenhub_loop;
grant select on schuilnaam to ketenhub_verzoek;
grant insert on lijstverstrekking to ketenhub_verzoek;
