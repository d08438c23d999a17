-- Who of an organisation may see a casus: the conflict list, assignment and break-glass, in the database too (trust 5, 6).

-- a person may never see a casus; of the person who is on it nothing is told to that person. Reason and who did it are sealed.
create table conflict (
    conflict_id text primary key,
    casus_id text not null references casus,
    organisatie text not null,
    persoon text not null,
    door text not null,
    op timestamptz not null,
    gewikkeld bytea not null,
    inhoud bytea not null
);
create index conflict_persoon on conflict (persoon);
create index conflict_casus on conflict (casus_id);
create table conflicteinde (
    conflict_id text primary key references conflict,
    casus_id text not null references casus,
    door text not null,
    op timestamptz not null,
    gewikkeld bytea not null,
    inhoud bytea not null
);

-- which casemanagers of an organisation work on a casus; only where the organisation works so
create table toewijzing (
    toewijzing_id text primary key,
    casus_id text not null references casus,
    organisatie text not null,
    persoon text not null,
    van timestamptz not null,
    tot timestamptz,
    door text
);
create unique index toewijzing_een on toewijzing (organisatie, casus_id, persoon) where tot is null;
create index toewijzing_persoon on toewijzing (organisatie, persoon) where tot is null;

-- break-glass: one person, one casus, one hour; the reason is sealed
create table noodtoegang (
    noodtoegang_id text primary key,
    casus_id text not null references casus,
    organisatie text not null,
    verwijzing text not null,
    persoon text not null,
    van timestamptz not null,
    tot timestamptz not null,
    beoordelen_voor date not null,
    gewikkeld bytea not null,
    inhoud bytea not null,
    check (tot > van and tot <= van + interval '60 minutes')
);
create index noodtoegang_persoon on noodtoegang (organisatie, persoon, tot);
create table noodbeoordeling (
    noodtoegang_id text primary key references noodtoegang,
    organisatie text not null,
    persoon text not null,
    oordeel text not null check (oordeel in ('terecht', 'onterecht')),
    op timestamptz not null,
    gewikkeld bytea not null,
    inhoud bytea not null
);

-- what the privacy officer of an organisation is told: that, by whom and when, and never about whom
create table privacymelding (
    melding_id text primary key,
    organisatie text not null,
    soort text not null check (soort in ('missers', 'noodtoegang')),
    persoon text not null,
    op timestamptz not null
);
create index privacymelding_organisatie on privacymelding (organisatie, op);
-- each time that one person asked for what is not there for that person; kept no longer than it is counted
create table misser (
    organisatie text not null,
    persoon text not null,
    op timestamptz not null
);
create index misser_persoon on misser (organisatie, persoon, op);

create trigger conflict_vast before delete or truncate on conflict execute function weiger_wijziging();
create trigger conflict_gewikkeld before update on conflict for each row execute function alleen_omwikkelen();
create trigger conflicteinde_vast before delete or truncate on conflicteinde execute function weiger_wijziging();
create trigger conflicteinde_gewikkeld before update on conflicteinde for each row execute function alleen_omwikkelen();
create trigger noodtoegang_vast before delete or truncate on noodtoegang execute function weiger_wijziging();
create trigger noodtoegang_gewikkeld before update on noodtoegang for each row execute function alleen_omwikkelen();
create trigger noodbeoordeling_vast before delete or truncate on noodbeoordeling execute function weiger_wijziging();
create trigger noodbeoordeling_gewikkeld before update on noodbeoordeling for each row execute function alleen_omwikkelen();
create trigger privacymelding_vast before update or delete or truncate on privacymelding execute function weiger_wijziging();

alter table conflict enable row level security; alter table conflict force row level security;
alter table conflicteinde enable row level security; alter table conflicteinde force row level security;
alter table toewijzing enable row level security; alter table toewijzing force row level security;
alter table noodtoegang enable row level security; alter table noodtoegang force row level security;
alter table noodbeoordeling enable row level security; alter table noodbeoordeling force row level security;
alter table privacymelding enable row level security; alter table privacymelding force row level security;
alter table misser enable row level security; alter table misser force row level security;

create policy loop on conflict to ketenhub_loop using (true) with check (true);
create policy loop on conflicteinde to ketenhub_loop using (true) with check (true);
create policy loop on toewijzing to ketenhub_loop using (true) with check (true);
create policy loop on noodtoegang to ketenhub_loop using (true) with check (true);
create policy loop on noodbeoordeling to ketenhub_loop using (true) with check (true);
create policy loop on privacymelding to ketenhub_loop using (true) with check (true);
create policy loop on misser to ketenhub_loop using (true) with check (true);
grant select, insert on conflict, conflicteinde, toewijzing, noodtoegang, noodbeoordeling, privacymelding to ketenhub_loop;
grant update (tot) on toewijzing to ketenhub_loop;
-- another master key wraps their keys again, and changes nothing else
grant update (gewikkeld) on conflict, conflicteinde, noodtoegang, noodbeoordeling to ketenhub_loop;
grant select, insert, delete on misser to ketenhub_loop;

-- the functions below run as the owner, who with force sees no row but by these
create policy eigenaar on conflict for select to current_user using (true);
create policy eigenaar on conflicteinde for select to current_user using (true);
create policy eigenaar on toewijzing for select to current_user using (true);
create policy eigenaar on noodtoegang for select to current_user using (true);
create policy eigenaar on koppeling for select to current_user using (true);

-- the later of the clocks of hub and database: what ends by itself ends by the first that says so
create function moment_van_verzoek() returns timestamptz language sql stable as $$
    select greatest(now(), nullif(current_setting('ketenhub.op', true), '')::timestamptz)
$$;

-- every casus that is closed to these persons: on its list, or joined with one that is, since joining is reading along
create function gesloten(wie text[]) returns table (casus_id text, persoon text)
language sql stable security definer set search_path = public, pg_temp as $$
    with eigen as (
        select c.casus_id, c.persoon from conflict c
        where c.persoon = any(wie) and not exists (select from conflicteinde e where e.conflict_id = c.conflict_id)),
    geheel as (
        select e.casus_id, e.persoon from eigen e
        union select k.casus_id, e.persoon from koppeling k join eigen e on e.casus_id = k.ander where k.tot is null)
    select g.casus_id, g.persoon from geheel g
    union select k.ander, g.persoon from koppeling k join geheel g on g.casus_id = k.casus_id where k.tot is null
$$;

-- every casus that is hidden from the person of this request. An assignment counts while its person works there as a casemanager and may
-- see the casus: what is assigned to nobody else is seen by all, so that an alarm is never unseen. Break-glass opens assignment alone.
create function verborgen() returns setof text
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
    wie text := nullif(current_setting('ketenhub.persoon', true), '');
    bij text := current_setting('ketenhub.organisatie', true);
    samen text[] := string_to_array(current_setting('ketenhub.collegas', true), ',');
begin
    if wie is null then
        return;
    end if;
    return query select g.casus_id from gesloten(array[wie]) g;
    if current_setting('ketenhub.zicht', true) = 'toegewezen' then
        return query
            (select t.casus_id from toewijzing t
                where t.organisatie = bij and t.tot is null and t.persoon = any(samen)
                and (t.casus_id, t.persoon) not in (select g.casus_id, g.persoon from gesloten(samen) g))
            except (
                select t.casus_id from toewijzing t where t.organisatie = bij and t.persoon = wie and t.tot is null
                union all
                select n.casus_id from noodtoegang n
                    where n.organisatie = bij and n.persoon = wie and n.van <= moment_van_verzoek() and n.tot > moment_van_verzoek());
    end if;
end $$;
revoke execute on function gesloten(text[]), verborgen() from public;
grant execute on function gesloten(text[]) to ketenhub_loop;
grant execute on function verborgen() to ketenhub_verzoek;

-- beside every policy that lets rows through, now and later: a request for a person sees less, never more. A system alone is no person.
create policy persoon on betrokkenheid as restrictive for select to ketenhub_verzoek
    using ((select nullif(current_setting('ketenhub.persoon', true), '')) is null
        or (select current_setting('ketenhub.zicht', true)) in ('alles', 'toegewezen') and casus_id not in (select verborgen()));
create policy persoon on koppelvoorstel as restrictive for select to ketenhub_verzoek
    using ((select nullif(current_setting('ketenhub.persoon', true), '')) is null
        or casus_id not in (select verborgen()) and ander not in (select verborgen()));

-- an organisation reads who is assigned to what it may see, and whoever broke the glass knows of it while it lasts
create policy eigen on toewijzing for select to ketenhub_verzoek
    using (organisatie = (select current_setting('ketenhub.organisatie', true)) and casus_id in (select casus_id from betrokkenheid));
create policy eigen on noodtoegang for select to ketenhub_verzoek
    using (organisatie = (select current_setting('ketenhub.organisatie', true))
        and persoon = (select current_setting('ketenhub.persoon', true))
        and tot > (select moment_van_verzoek()) and casus_id in (select casus_id from betrokkenheid));
-- the privacy officer of an organisation reads and reviews what its people did, and no table with content (trust 6)
create policy privacy on noodtoegang for select to ketenhub_verzoek
    using (organisatie = (select current_setting('ketenhub.organisatie', true))
        and (select current_setting('ketenhub.zicht', true)) = 'privacy');
create policy privacy on privacymelding for select to ketenhub_verzoek
    using (organisatie = (select current_setting('ketenhub.organisatie', true))
        and (select current_setting('ketenhub.zicht', true)) = 'privacy');
create policy privacy on noodbeoordeling to ketenhub_verzoek
    using (organisatie = (select current_setting('ketenhub.organisatie', true))
        and (select current_setting('ketenhub.zicht', true)) = 'privacy')
    with check (organisatie = (select current_setting('ketenhub.organisatie', true))
        and persoon = (select current_setting('ketenhub.persoon', true))
        and (select current_setting('ketenhub.zicht', true)) = 'privacy'
        and noodtoegang_id in (select noodtoegang_id from noodtoegang));
grant select on toewijzing, noodtoegang, privacymelding to ketenhub_verzoek;
grant select, insert on noodbeoordeling to ketenhub_verzoek;

-- which look was by break-glass
alter table verstrekking add column noodtoegang text;
