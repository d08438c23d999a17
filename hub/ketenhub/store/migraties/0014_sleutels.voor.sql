-- Keys of the hub itself, each wrapped by the master key, so that another master key changes no mark, pseudonym or signature (trust 7).

-- the master keys stand here by name alone: they are never in the database
create table geheim (
    soort text not null
        check (soort in ('hoofdsleutel', 'bsn', 'eigen', 'bericht', 'signaal', 'pseudoniem', 'auditwortel', 'tokens', 'tokens-2')),
    generatie integer not null check (generatie > 0),
    naam bytea not null check (length(naam) = 4),
    staat text not null default 'huidig' check (staat in ('huidig', 'vorig', 'gesloten')),
    gewikkeld bytea not null,
    op timestamptz not null default now(),
    gesloten_op timestamptz,
    primary key (soort, generatie),
    check ((staat = 'gesloten') = (gesloten_op is not null)),
    check ((soort = 'hoofdsleutel' or staat = 'gesloten') = (length(gewikkeld) = 0))
);
-- two generations of a kind are readable at most
create unique index geheim_staat on geheim (soort, staat) where staat <> 'gesloten';
alter table geheim enable row level security; alter table geheim force row level security;
create policy loop on geheim to ketenhub_loop using (true) with check (true);
grant select, insert on geheim to ketenhub_loop;
grant update (staat, gewikkeld, gesloten_op) on geheim to ketenhub_loop;

-- a walk holds the keys as they are: who turns or closes one waits for it, and every later walk knows
create function houd_sleutels() returns bigint language plpgsql volatile as $$
begin
    perform pg_advisory_xact_lock_shared(4141415);
    return (select coalesce(sum(case staat when 'huidig' then 1 when 'vorig' then 2 else 3 end), 0) from geheim);
end $$;

-- the wrapped key of a message's bytes stands beside them; rows of before hold it in front of the bytes
alter table outbox add column gewikkeld bytea;

-- what was said is never changed; the key around it may be wrapped again, or be gone
create function alleen_omwikkelen() returns trigger language plpgsql as $$
begin
    if to_jsonb(new) - 'gewikkeld' = to_jsonb(old) - 'gewikkeld' then
        return new;
    end if;
    raise exception 'append-only' using errcode = 'insufficient_privilege';
end $$;
drop trigger koppelbesluit_vast on koppelbesluit;
create trigger koppelbesluit_vast before delete or truncate on koppelbesluit execute function weiger_wijziging();
create trigger koppelbesluit_gewikkeld before update on koppelbesluit for each row execute function alleen_omwikkelen();
drop trigger persoonsbesluit_vast on persoonsbesluit;
create trigger persoonsbesluit_vast before delete or truncate on persoonsbesluit execute function weiger_wijziging();
create trigger persoonsbesluit_gewikkeld before update on persoonsbesluit for each row execute function alleen_omwikkelen();
drop trigger signaalstap_vast on signaalstap;
create trigger signaalstap_vast before delete or truncate on signaalstap execute function weiger_wijziging();
create trigger signaalstap_gewikkeld before update on signaalstap for each row execute function alleen_omwikkelen();
grant update (gewikkeld) on koppelbesluit, persoonsbesluit, signaalstap to ketenhub_loop;
grant update (gewikkeld, manifest) on lijstverstrekking to ketenhub_loop;

-- which content was destroyed, by whom and why; of a casus that it opened, how that began, which is no content
create table vernietiging (
    casus_id text not null references casus,
    volgnummer bigint generated always as identity,
    organisatie text not null,
    op timestamptz not null default now(),
    door text not null,
    reden text not null,
    hoofdsleutel bytea not null,
    opening text,
    primary key (casus_id, volgnummer)
);
create trigger vernietiging_vast before update or delete or truncate on vernietiging execute function weiger_wijziging();
alter table vernietiging enable row level security; alter table vernietiging force row level security;
create policy loop on vernietiging to ketenhub_loop using (true) with check (true);
grant select, insert on vernietiging to ketenhub_loop;

-- what was fetched walked on as a contribution; its bytes need not stay beside it. The owner who migrates sees rows only without force.
alter table ophaaltaak no force row level security;
update ophaaltaak set inhoud = '', gewikkeld = '' where status = 'klaar';
alter table ophaaltaak force row level security;
