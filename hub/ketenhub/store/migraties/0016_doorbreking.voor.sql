-- An override is told to the privacy officer, and who was at the screen when it was proposed may not be the one who confirms (F47).

alter table privacymelding drop constraint privacymelding_soort_check;
alter table privacymelding add constraint privacymelding_soort_check
    check (soort in ('missers', 'noodtoegang', 'doorbreking', 'doorbrekingsbevestiging'));
-- a system that names nobody proposes and confirms as well
alter table privacymelding alter column persoon drop not null;
alter table privacymelding add constraint privacymelding_persoon_check check (persoon is not null or soort like 'doorbreking%');

-- whom the session or the system named when a message proposed an override; kept no longer than one of them can be confirmed
create table doorbrekingspersoon (
    organisatie text not null,
    bericht_id text not null,
    persoon text not null,
    tot date not null,
    primary key (organisatie, bericht_id)
);
create index doorbrekingspersoon_tot on doorbrekingspersoon (organisatie, tot);
alter table doorbrekingspersoon enable row level security; alter table doorbrekingspersoon force row level security;
create policy loop on doorbrekingspersoon to ketenhub_loop using (true) with check (true);
grant select, insert, delete on doorbrekingspersoon to ketenhub_loop;
