-- The second wall around every table with case data (trust 6), and what a receiver may ask about itself.

alter table outbox add column vervangt text references outbox;
create unique index outbox_vervangt on outbox (vervangt) where vervangt is not null;

-- how long a job is waiting tells when to give it up
alter table ophaaltaak add column aangemaakt timestamptz not null default now();

alter table regie enable row level security; alter table regie force row level security;
alter table inbox enable row level security; alter table inbox force row level security;
alter table quarantaine enable row level security; alter table quarantaine force row level security;
alter table ophaaltaak enable row level security; alter table ophaaltaak force row level security;
alter table teller enable row level security; alter table teller force row level security;
alter table audit enable row level security; alter table audit force row level security;
alter table zoeksleutel enable row level security; alter table zoeksleutel force row level security;
alter table berichtverwijzing enable row level security; alter table berichtverwijzing force row level security;
alter table koppelvoorstel enable row level security; alter table koppelvoorstel force row level security;

create policy loop on regie to ketenhub_loop using (true) with check (true);
create policy loop on inbox to ketenhub_loop using (true) with check (true);
create policy loop on quarantaine to ketenhub_loop using (true) with check (true);
create policy loop on ophaaltaak to ketenhub_loop using (true) with check (true);
create policy loop on teller to ketenhub_loop using (true) with check (true);
create policy loop on audit to ketenhub_loop using (true) with check (true);
create policy loop on zoeksleutel to ketenhub_loop using (true) with check (true);
create policy loop on berichtverwijzing to ketenhub_loop using (true) with check (true);
create policy loop on koppelvoorstel to ketenhub_loop using (true) with check (true);

-- a chain is extended by whoever looks, and read by nobody but the one whose own it is
create policy eigen on audit to ketenhub_verzoek
    using (keten = 'org:' || (select current_setting('ketenhub.organisatie', true))
        or keten in (select 'casus:' || casus_id from betrokkenheid))
    with check (keten = 'org:' || (select current_setting('ketenhub.organisatie', true))
        or keten in (select 'casus:' || casus_id from betrokkenheid));
-- an organisation asks for the status of its own messages, and for nothing else of the inbox
create policy eigen on inbox for select to ketenhub_verzoek
    using (organisatie = (select current_setting('ketenhub.organisatie', true)));
grant select (organisatie, bericht_id, status, ontvangen_op) on inbox to ketenhub_verzoek;

-- rows of before a split stay one's own; after it a row follows the track
drop policy eigen on outbox;
create policy eigen on outbox for select to ketenhub_verzoek
    using (organisatie = (select current_setting('ketenhub.organisatie', true))
        and ((casus_id, spoor) in (select casus_id, spoor from betrokkenheid)
            or spoor = 'onverdeeld' and casus_id in (select casus_id from betrokkenheid)
            or casus_id in (select casus_id from betrokkenheid where spoor = 'beide')));
drop policy eigen on werkregel;
create policy eigen on werkregel for select to ketenhub_verzoek
    using (organisatie = (select current_setting('ketenhub.organisatie', true))
        and (casus_id, spoor) in (select casus_id, spoor from betrokkenheid));
drop policy eigen on verstrekking;
create policy eigen on verstrekking for insert to ketenhub_verzoek
    with check (organisatie = (select current_setting('ketenhub.organisatie', true))
        and (casus_id, spoor) in (select casus_id, spoor from betrokkenheid));
-- bytes that go out are for the worker; a receiver that was down asks for numbers
revoke select on outbox from ketenhub_verzoek;
grant select (outbox_id, casus_id, organisatie, spoor, soort, baan, aanleiding, ernst, orde, volgnummer, status, aangemaakt)
    on outbox to ketenhub_verzoek;
