-- The life of sharing rules: versions and every step of their life, append-only; what a simulation counted, never a value (domain 5).

create table deelregelversie (
    versie text primary key,
    volgnummer bigint generated always as identity unique,
    hash text not null unique,
    inhoud text not null
);

create table deelregelsimulatie (
    simulatie_id text primary key,
    versie text not null references deelregelversie,
    tegen text not null references deelregelversie,
    door text not null,
    organisatie text not null,
    begonnen_op timestamptz not null default now(),
    totaal integer not null default 0,
    gedaan integer not null default 0,
    niet_berekenbaar integer not null default 0,
    laatste text not null default '',
    klaar_op timestamptz
);
create unique index deelregelsimulatie_een on deelregelsimulatie (versie) where klaar_op is null;

create table deelregelverschil (
    simulatie_id text not null references deelregelsimulatie,
    pad text not null,
    categorie text not null,
    soort text not null,
    organisatie text not null,
    nieuw integer not null,
    ruimer integer not null,
    anders integer not null,
    weg integer not null,
    primary key (simulatie_id, pad, soort, organisatie)
);

create table deelregelstap (
    volgnummer bigint generated always as identity primary key,
    versie text not null references deelregelversie,
    stap text not null check (stap in ('ontworpen', 'gesimuleerd', 'goedgekeurd', 'gepubliceerd', 'teruggedraaid')),
    door text not null,
    organisatie text not null,
    reden text not null,
    op timestamptz not null default now(),
    van timestamptz,
    simulatie_id text references deelregelsimulatie,
    bevestiging text,
    check ((stap = 'gepubliceerd') = (van is not null)),
    check (stap not in ('gesimuleerd', 'goedgekeurd') or simulatie_id is not null)
);
create index deelregelstap_versie on deelregelstap (versie, volgnummer);
-- a version is written, published and taken back once; to bring it back is a new version
create unique index deelregelstap_eenmaal on deelregelstap (versie, stap) where stap in ('ontworpen', 'gepubliceerd', 'teruggedraaid');

create trigger deelregelversie_vast before update or delete or truncate on deelregelversie execute function weiger_wijziging();
create trigger deelregelstap_vast before update or delete or truncate on deelregelstap execute function weiger_wijziging();

-- four eyes: who wrote a version never approves it, and nothing but the first version is published unapproved
create function bewaak_deelregelstap() returns trigger language plpgsql as $$
begin
    if new.stap = 'goedgekeurd' and exists (
        select 1 from deelregelstap s where s.versie = new.versie and s.stap = 'ontworpen' and s.door = new.door) then
        raise exception 'four eyes' using errcode = 'check_violation';
    end if;
    if new.stap = 'gepubliceerd'
        and not exists (select 1 from deelregelstap s where s.versie = new.versie and s.stap = 'goedgekeurd')
        and exists (select 1 from deelregelstap s where s.stap = 'gepubliceerd') then
        raise exception 'not approved' using errcode = 'check_violation';
    end if;
    return new;
end $$;
create trigger deelregelstap_bewaakt before insert on deelregelstap for each row execute function bewaak_deelregelstap();

-- the version in force: the last that was published, whose moment has come and that was not taken back
create view deelregelgeldend with (security_invoker = true) as
    select p.versie, v.hash from deelregelstap p join deelregelversie v using (versie)
    where p.stap = 'gepubliceerd' and p.van <= now()
        and not exists (select 1 from deelregelstap t where t.versie = p.versie and t.stap = 'teruggedraaid')
    order by p.volgnummer desc limit 1;

alter table deelregelversie enable row level security; alter table deelregelversie force row level security;
alter table deelregelstap enable row level security; alter table deelregelstap force row level security;
alter table deelregelsimulatie enable row level security; alter table deelregelsimulatie force row level security;
alter table deelregelverschil enable row level security; alter table deelregelverschil force row level security;

-- the administrator of rules: rules, their life and what was counted, and no table with content (trust 6)
create policy regels on deelregelversie to ketenhub_regels using (true) with check (true);
create policy regels on deelregelstap to ketenhub_regels using (true) with check (stap <> 'gesimuleerd');
create policy regels on deelregelsimulatie to ketenhub_regels using (true) with check (true);
create policy regels on deelregelverschil for select to ketenhub_regels using (true);
create policy regels on audit to ketenhub_regels using (keten = 'deelregels') with check (keten = 'deelregels');
grant select, insert on deelregelversie, deelregelstap to ketenhub_regels;
grant select on deelregelgeldend, deelregelverschil to ketenhub_regels;
grant select, insert on audit to ketenhub_regels;
grant select (simulatie_id, versie, tegen, door, organisatie, begonnen_op, totaal, gedaan, niet_berekenbaar, klaar_op)
    on deelregelsimulatie to ketenhub_regels;
grant insert (simulatie_id, versie, tegen, door, organisatie) on deelregelsimulatie to ketenhub_regels;

-- the walk reads the rules, counts a simulation, and says when it is done; it writes no rule
create policy loop on deelregelversie for select to ketenhub_loop using (true);
create policy loop_leest on deelregelstap for select to ketenhub_loop using (true);
create policy loop_telt on deelregelstap for insert to ketenhub_loop with check (stap = 'gesimuleerd');
create policy loop on deelregelsimulatie to ketenhub_loop using (true) with check (true);
create policy loop on deelregelverschil to ketenhub_loop using (true) with check (true);
grant select on deelregelversie, deelregelstap, deelregelgeldend, deelregelsimulatie to ketenhub_loop;
grant insert on deelregelstap to ketenhub_loop;
grant update (totaal, gedaan, niet_berekenbaar, laatste, klaar_op) on deelregelsimulatie to ketenhub_loop;
grant select, insert, update on deelregelverschil to ketenhub_loop;

-- a request reads which rules hold and what they say, and nothing of who made them
create policy verzoek on deelregelversie for select to ketenhub_verzoek using (true);
create policy verzoek on deelregelstap for select to ketenhub_verzoek using (true);
grant select on deelregelversie, deelregelgeldend to ketenhub_verzoek;
grant select (volgnummer, versie, stap, van) on deelregelstap to ketenhub_verzoek;
