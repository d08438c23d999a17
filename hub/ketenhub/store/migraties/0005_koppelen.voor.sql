-- Joining two casussen is a dated row that the fold reads; undoing it ends the row (architecture 2).

alter table koppelvoorstel add column voorstel_id text not null default gen_random_uuid()::text;
create unique index koppelvoorstel_id on koppelvoorstel (voorstel_id);
create index koppelvoorstel_ander on koppelvoorstel (ander);

create table koppeling (
    casus_id text not null references casus,
    ander text not null references casus,
    van timestamptz not null,
    tot timestamptz,
    primary key (casus_id, ander, van),
    check (casus_id <> ander)
);
-- a casus is read by one other at most
create unique index koppeling_een on koppeling (ander) where tot is null;

-- every decision with its reason and who took it, sealed; what was decided is never changed
create table koppelbesluit (
    voorstel_id text not null references koppelvoorstel (voorstel_id),
    casus_id text not null references casus,
    volgnummer bigint generated always as identity,
    besluit text not null check (besluit in ('samengevoegd', 'afgewezen', 'ontkoppeld')),
    organisatie text not null,
    op timestamptz not null,
    gewikkeld bytea not null,
    inhoud bytea not null,
    primary key (casus_id, volgnummer)
);
create trigger koppelbesluit_vast before update or delete or truncate on koppelbesluit execute function weiger_wijziging();

alter table koppeling enable row level security; alter table koppeling force row level security;
alter table koppelbesluit enable row level security; alter table koppelbesluit force row level security;
create policy loop on koppeling to ketenhub_loop using (true) with check (true);
create policy loop on koppelbesluit to ketenhub_loop using (true) with check (true);
grant select, insert on koppeling, koppelbesluit to ketenhub_loop;
grant update (tot) on koppeling to ketenhub_loop;

-- who directs one of the two knows that there is a proposal; of the other casus only what is its own
create policy eigen on koppelvoorstel for select to ketenhub_verzoek
    using (casus_id in (select casus_id from betrokkenheid where regie) or ander in (select casus_id from betrokkenheid where regie));
grant select (casus_id, ander, op, besluit, voorstel_id) on koppelvoorstel to ketenhub_verzoek;

-- who is who within a casus, as a person decided: the last word about a pair counts, and none is ever changed
create table persoonsbesluit (
    casus_id text not null references casus,
    volgnummer bigint generated always as identity,
    persoon text not null,
    ander text not null,
    besluit text not null check (besluit in ('dezelfde', 'niet_dezelfde')),
    organisatie text not null,
    op timestamptz not null,
    gewikkeld bytea not null,
    inhoud bytea not null,
    primary key (casus_id, volgnummer),
    check (persoon < ander)
);
create trigger persoonsbesluit_vast before update or delete or truncate on persoonsbesluit execute function weiger_wijziging();
alter table persoonsbesluit enable row level security; alter table persoonsbesluit force row level security;
create policy loop on persoonsbesluit to ketenhub_loop using (true) with check (true);
grant select, insert on persoonsbesluit to ketenhub_loop;
