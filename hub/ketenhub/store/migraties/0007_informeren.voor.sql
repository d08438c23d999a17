-- For each new recipient of content about a person: a task to tell that person, or an exception. It holds no word of the plan (MDA-34).

create table informeerplicht (
    casus_id text not null references casus,
    organisatie text not null,
    persoon text not null,
    spoor text not null,
    soort text not null check (soort in ('taak', 'uitzondering')),
    eigenaar text not null,
    uiterlijk date not null,
    grond text check (grond in ('ander spoor')),
    verstrekking_id text not null,
    primary key (casus_id, organisatie, persoon)
);
create trigger informeerplicht_vast before update or delete or truncate on informeerplicht execute function weiger_wijziging();

alter table informeerplicht enable row level security; alter table informeerplicht force row level security;
create policy loop on informeerplicht to ketenhub_loop using (true) with check (true);
-- who looks leaves the duty behind and never reads it; who directs reads those of the tracks it stands on
create policy kijkt on informeerplicht for insert to ketenhub_verzoek
    with check (organisatie = (select current_setting('ketenhub.organisatie', true))
        and (casus_id, spoor) in (select casus_id, spoor from betrokkenheid));
create policy regie on informeerplicht for select to ketenhub_verzoek
    using (casus_id in (select casus_id from betrokkenheid where regie)
        and ((casus_id, spoor) in (select casus_id, spoor from betrokkenheid)
            or spoor = 'onverdeeld'
            or casus_id in (select casus_id from betrokkenheid where spoor = 'beide')));
grant select, insert on informeerplicht to ketenhub_loop;
grant insert on informeerplicht to ketenhub_verzoek;
grant select (casus_id, organisatie, persoon, spoor, soort, eigenaar, uiterlijk, grond) on informeerplicht to ketenhub_verzoek;
