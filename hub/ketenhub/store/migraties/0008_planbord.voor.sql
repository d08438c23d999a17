-- Who holds which version of its own view: a number per change of what one recipient may see, and never what it holds.

create table zichtversie (
    casus_id text not null references casus,
    organisatie text not null,
    zicht integer not null,
    hash_uitsnede text not null,
    eigen boolean not null,
    op timestamptz not null default now(),
    primary key (casus_id, organisatie, zicht)
);
-- what everyone sees now is the first version; nobody is said to have had it. The owner who migrates sees rows only without force.
alter table werkregel no force row level security;
insert into zichtversie (casus_id, organisatie, zicht, hash_uitsnede, eigen)
    select casus_id, organisatie, 1, hash_uitsnede, false from werkregel;
alter table werkregel force row level security;

alter table zichtversie enable row level security; alter table zichtversie force row level security;
create policy loop on zichtversie to ketenhub_loop using (true) with check (true);
create policy eigen on zichtversie for select to ketenhub_verzoek
    using (organisatie = (select current_setting('ketenhub.organisatie', true)) and casus_id in (select casus_id from betrokkenheid));
grant select, insert on zichtversie to ketenhub_loop;
grant select on zichtversie to ketenhub_verzoek;

-- which version a disclosure showed whole; empty for what is made of a part
alter table verstrekking add column zicht integer;
create index verstrekking_zicht on verstrekking (casus_id, organisatie, zicht) where zicht is not null;

-- when the receipt came, or the row was closed otherwise
alter table outbox add column afgehandeld timestamptz;
