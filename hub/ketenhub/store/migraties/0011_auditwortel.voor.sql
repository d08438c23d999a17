-- One signed root per day over the heads of all audit chains; partners fetch it and are the witnesses (trust 8).

create table auditwortel (
    dag date primary key,
    op timestamptz not null,
    vorige bytea not null,
    wortel bytea not null,
    handtekening text not null,
    sleutel text not null
);

-- where each chain ended on that day; only chains that grew since the root before
create table auditkop (
    dag date not null references auditwortel,
    plek bigint not null,
    keten text not null,
    volgnummer bigint not null,
    hash bytea not null,
    primary key (keten, volgnummer)
);
create index auditkop_dag on auditkop (dag, plek);

create trigger auditwortel_vast before update or delete or truncate on auditwortel execute function weiger_wijziging();
create trigger auditkop_vast before update or delete or truncate on auditkop execute function weiger_wijziging();

alter table auditwortel enable row level security; alter table auditwortel force row level security;
alter table auditkop enable row level security; alter table auditkop force row level security;
create policy loop on auditwortel to ketenhub_loop using (true) with check (true);
create policy loop on auditkop to ketenhub_loop using (true) with check (true);
grant select, insert on auditwortel, auditkop to ketenhub_loop;
