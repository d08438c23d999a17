-- The life of a signal with one recipient: raised, called up the ladder, acknowledged, withdrawn (domain 4).

-- which contact point of the organisation a notification is for; empty: where it always listens
alter table outbox add column contact text check (contact in ('team', 'wacht'));

-- the key is a keyed hash of the cause, another one for each organisation; nothing here says what the signal is about
create table signaal (
    casus_id text not null references casus,
    signaal_id text not null unique,
    organisatie text not null,
    spoor text not null,
    sleutel bytea not null,
    ernst text not null check (ernst in ('direct', 'hoog', 'attentie')),
    op timestamptz not null default now(),
    trede text not null default 'persoon' check (trede in ('persoon', 'team', 'regie', 'wacht')),
    vervalt timestamptz,
    bezorging text[] not null default '{}',
    bevestigd_op timestamptz,
    ingetrokken_op timestamptz,
    primary key (casus_id, signaal_id)
);
-- a cause is raised once for each organisation, until it is gone
create unique index signaal_oorzaak on signaal (casus_id, organisatie, sleutel) where ingetrokken_op is null;
-- who is due is found by this, however many casussen there are
create index signaal_vervalt on signaal (vervalt) where vervalt is not null;

-- every step, in order; who acknowledged and what was done is sealed
create table signaalstap (
    casus_id text not null,
    volgnummer bigint generated always as identity,
    signaal_id text not null,
    soort text not null check (soort in ('ontstaan', 'opgeklommen', 'overgeslagen', 'bevestigd', 'verlicht', 'ingetrokken')),
    op timestamptz not null default now(),
    trede text check (trede in ('persoon', 'team', 'regie', 'wacht')),
    gewikkeld bytea,
    inhoud bytea,
    primary key (casus_id, volgnummer),
    foreign key (casus_id, signaal_id) references signaal,
    check ((gewikkeld is null) = (inhoud is null))
);
create index signaalstap_signaal on signaalstap (casus_id, signaal_id, volgnummer);
create trigger signaalstap_vast before update or delete or truncate on signaalstap execute function weiger_wijziging();

alter table signaal enable row level security; alter table signaal force row level security;
alter table signaalstap enable row level security; alter table signaalstap force row level security;
create policy loop on signaal to ketenhub_loop using (true) with check (true);
create policy loop on signaalstap to ketenhub_loop using (true) with check (true);

-- one's own, on one's own track; who directs also knows that another was told and when it acknowledged, never who did or what the steps were
create policy eigen on signaal for select to ketenhub_verzoek
    using (organisatie = (select current_setting('ketenhub.organisatie', true))
        and ((casus_id, spoor) in (select casus_id, spoor from betrokkenheid)
            or casus_id in (select casus_id from betrokkenheid where spoor = 'beide')));
create policy regie on signaal for select to ketenhub_verzoek
    using ((casus_id, spoor) in (select casus_id, spoor from betrokkenheid where regie)
        or casus_id in (select casus_id from betrokkenheid where regie and spoor = 'beide'));
create policy eigen on signaalstap for select to ketenhub_verzoek
    using ((casus_id, signaal_id) in (
        select casus_id, signaal_id from signaal where organisatie = (select current_setting('ketenhub.organisatie', true))));

grant select, insert on signaal, signaalstap to ketenhub_loop;
grant update (spoor, ernst, trede, vervalt, bezorging, bevestigd_op, ingetrokken_op) on signaal to ketenhub_loop;
grant select on signaal to ketenhub_verzoek;
grant select (casus_id, volgnummer, signaal_id, soort, op, trede, gewikkeld, inhoud) on signaalstap to ketenhub_verzoek;
