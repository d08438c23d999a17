"""Words as data: short forms and spellings of one first name, common words that are names too, and what stands around a name.

The lists are our own, put together by hand from what is usual in the Netherlands; they hold no register and are not complete.
"""

from __future__ import annotations


def _words(lines: str) -> frozenset[str]:
    """Read words with spaces between them."""
    return frozenset(lines.split())


def _rows(lines: str) -> tuple[tuple[str, ...], ...]:
    """Read a row of words per line."""
    return tuple(tuple(line.split()) for line in lines.strip().splitlines())


# one line per first name: whoever knows one of these may write another
ROEPNAMEN = _rows(
    """
johannes jan johan hans joop jo hannes joannes janus jannes jantje
johanna hanna jo annie hanneke joke anneke jopie jannie jans
jacobus jacob jaap koos ko coos sjaak jacques jakob
cornelis kees cor nelis cees corné ceesjan
cornelia corrie cora nel nelly neeltje lia corry
petrus piet peter pieter pierre piotr
petronella nel ellen petra nelleke elly
wilhelmus wim willem will wil helmus guillaume wiljan
wilhelmina mina mien willy wil miep helma wilma mientje
hendrikus henk hendrik rik driek harry hein henri
hendrika rika riek henny hennie drika
antonius anton toon ton tonnie antoon teun theun antoine
antonia tonnie toos toni tonia
maria marie mia ria marieke mieke riet rietje marja mies miek marijke
elisabeth lies liesbeth els betty bep elise lisa elsje ellie betsie liz beth isabel elly
catharina trees toos cato katrien tineke kaatje rina katja karin trijntje catrien kitty katarzyna kasia
theodorus theo dorus dirk ted
theodora thea dora doortje
nicolaas klaas niek nico nick nicolas claas niels mikolaj
gerardus gerard gert ger geert gerrit sjraar
gerarda gerda gerrie
franciscus frans frank sus cis franciscus franek
francisca fransje cisca francien siska
martinus martin tinus maarten tijn marten
alexander alex sander lex xander sacha aleks
alexandra sandra alex lexa sasja
adrianus adriaan arjan ad arie janus adrie adrian
adriana adri jana sjaan jaantje
matthijs thijs mathijs mat matt mathias matthias ties tijs mateusz
christiaan chris kris christian christianus
christina christine tina stien kristien chris krystyna
sebastiaan bas bastiaan seb
bernardus bernard ben bert barend berend
lambertus bert lam lammert
albertus bert albert ab appie bertus
hubertus huub bert hub
robertus rob robert bob robbie robbert
rudolf ruud rudi dolf ruudje
leonardus leo leon len leendert
laurentius laurens lau lars rens
lucas luuk luc luk lukas luca lukasz
michael michiel mike maikel michel chiel mick michal mikail
samuel sam sem sammy
benjamin ben benno benji
daniel daan danny dani danil
david dave daaf davy
thomas tom thom tommy tomasz
joseph jos jozef joost sjef jef joep josef joey
josephina josje fien josefien
josefa jozefa
magdalena leen magda leni lena madeleine
helena heleen leen leni lena ellen hélène
margaretha greet margriet greta gretha marga grietje rita malgorzata gosia
anna an annie anneke anja anneloes ans anouk ania hanna
susanna suus suzan sanne susan suzanne
jozien josien
dirk dick derk diederik
eduard ed eddy edo
ferdinand ferry fer
frederik fred freek frits freddie
jeroen roen jero
joris george jurgen georgius sjors
julia juul julie
kimberly kim kimmy
esmeralda esmee
patrick pat paddy
ronald ron ronnie
stephanus stefan steven stef stephan szczepan
victor vic viktor
vincent vin vinnie cent
zacharias zac
wouter wout walter wolter
roderick roy rick
reinier rein rinus reinder
marinus rien rinus
marina rina
geertruida truus geertje trudy geer truida trui trude
charlotte lotte lot lotje sjarlotte
chantal sjantal
tatiana tanja
natalie nathalie nat natasja
emanuel manuel manu
rosalie roos rosa roosje
sophia sofie sophie fie sofia zofia
agnieszka agnes aga
aleksandra ola
bozena bozenna
dorota dorothea dora
elzbieta ela
ewa eva
grzegorz grzesiek gregor
jadwiga hedwig
jerzy jurek
joanna asia
krzysztof krzys krzysiek christof kristof
maciej maciek
magdalena magda
malgorzata gosia
pawel paul paulus pauwel
stanislaw stas
tadeusz tadek
wojciech wojtek
zbigniew zbyszek
mohammed mohamed muhammad mohamad mohammad muhammed mohamet mehmet mehmed mo moh moha mohand simo muhamed mahomed mochamed
ahmed ahmad ahmet achmed achmad amet
mahmoud mahmut mahmood machmoud
youssef yusuf yousef joesoef jusuf yousuf josef youssuf yoesoef
ibrahim brahim ebrahim ibrahima abraham bram
ismail ismael smail esmail
hassan hasan hesam hassen
hussein husein hüseyin houssein hossein husain houcine hoesein
ali aly alie
omar ömer umar oumar
osman othman uthman otman
mustafa mostafa moustafa mustapha moestafa
khadija hatice khadidja gadiza khadijah kadija khatidja
fatima fatma fatimah fatiha fatoumata fadma fatna fatime
aicha aisha ayse aischa aysha aissa
zeynep zainab zineb zaynab zeinab zeyneb
yasmin yasmina yasemin jasmijn jasmine yasmine jasmin
layla leila leyla laila
meryem maryam miriam mirjam mariam meriem maryem
rachid rashid rasjid rechid
said sayid saïd sait
karim kerim kareem
jamal cemal djamal jamel gamal
jamila cemile djamila
abdullah abdellah abdallah abdoellah abdoella
abdelkader abdulkadir abdelqader abdel
abderrahman abdurrahman abdelrahman abdul
noureddine nurettin nordin noordin nourdine
salaheddine selahattin salah saladin
khalid halit khaled chalid
tarik tariq tarek
bilal bilel
hamza hamsa
yassine yasin yassin jassin
nadia nadja nadya
samira semira
naima naïma neima
hakim hakeem
hicham hisham hişam
mimoun maimoun
soumaya sumeyye soemaya sumaya
sukru şükrü
ozge özge
radjesh rajesh radj raj
anoushka anuska
sunita soenita
roebin rubin ruben roeben
winston win
dewi devi
soerin surin
chandra tjandra
ramesh rames
djoeke joeke
"""
)

# seen in nearly every text, or a thing as well as a name; as a name it has a capital, or its own prefix or a title before it
GEWOON = _words(
    """
de het een en of maar want dus als dan dat die dit deze daar hier er toen nu nog al ook niet geen wel zo te ten ter van voor
door met bij op in uit aan om over onder tegen naar na tot sinds tijdens zonder binnen buiten boven langs rond tussen
ik jij je hij zij ze wij we jullie hen hun haar hem zijn mijn jouw ons onze uw u zich elkaar iemand niemand alles iets niets
is was waren ben bent wordt werd worden had heeft hebben gaat ging gaan gegaan kan kon kunnen kunt mag mocht mogen moet moest
moeten wil wilde willen wilden wilt zal zou zouden zullen doet deed doen gedaan komt kwam komen gekomen blijft bleef blijven
ziet zag zien gezien zegt zei zeggen gezegd hoort hoorde horen weet wist weten geeft gaf geven neemt nam nemen houdt hield
houden laat liet laten staat stond staan zit zat zitten ligt lag liggen loopt liep lopen belt belde bellen praat praatte praten
slaat sloeg slaan slapen slaapt sliep helpt hielp helpen zoekt zocht zoeken werkt werkte werken woont woonde wonen leeft leven
vraagt vroeg vragen brengt bracht brengen haalt haalde halen maakt maakte maken denkt dacht denken vindt vond vinden voelt
voelde voelen wacht wachtte wachten drinkt dronk drinken eet at eten speelt speelde spelen leert leren leest lezen schrijft
fout voet goed beter best slecht groot grote klein kleine lang lange kort oud oude jong jonge nieuw nieuwe wit zwart bruin
rood groen blauw grijs geel mooi lief sterk zwak snel vroeg laat later eerst eerder altijd nooit soms vaak weer samen alleen
moeder vader zus zusje broer broertje oma opa tante oom neef nicht kind kinderen dochter zoon baby ouders gezin vrouw man
buren buurt buurman buurvrouw vriend vriendin school klas huis thuis kamer keuken trap deur tuin straat stad dorp winkel
dag dagen nacht avond ochtend middag week weken maand maanden jaar jaren uur uren tijd moment keer eens twee drie vier vijf
geld werk baan auto fiets bus trein telefoon brief mes glas tafel stoel bed bank jas tas sleutel hond kat paard vos wolf haan
hoed bos berg bergen veld velden dijk dijken meer meren beek vliet sloot brug molen molens kerk kerken toren hof poort
poorten hoek kamp land linde linden eik eiken boom bomen roos rozen bloem bloemen lelie madelief iris jasmijn heide hei varen
kroon ring steen stenen zand zee duin dam sluis haven boer boeren bakker bakkers slager visser vissers jager timmer timmerman
smit smid kok koks kuiper meester meesters mulder brouwer schipper koning koningen prins graaf ridder keizer bisschop paus
pastoor post mark markt markten zomer winter herfst lente maandag vrij vrijdag zondag januari mei juni juli augustus mus vink
haas hazen leeuw beer beren kraai raaf valk arend snoek baars vis zalm bont stil hard zacht blij boos bang moe ziek dood recht
krom dik dun hoog laag ver dichtbij rust vrede hoop geloof liefde vreugde bar pen ad pas
beau storm sky lot will kan tol top kwant
post hulst huizen huis bode water waters zwaan zwanen zwart witte goede gouden
ernst ernstig trouw wijs wijze helder stroom bron lam schaap ploeg lucht wind regen ijs sneeuw vuur hemel ster sterren zon
maan zes zeven acht negen tien honderd half hele heel paar veel weinig meeste minder extra eigen ander andere volgende vorige
gesprek plan fase doel afspraak politie gemeente wijkagent regie zorg hulp veilig veiligheid gevaar ruzie geweld angst alcohol
anders ander sinds ramen samen namen kamers kamer mannen vrouwen jongens meisjes spullen brieven boeken maten
aanwezig alles mensen huren buren huur duur vuur muur kuur maatje praatje
"""
)

VOORVOEGSELS = _words(
    "aan abd abdel al bij bin d da de del den der di dos du el en het in l la le mac mc o onder op s t te ten ter tot uit v van ver von"
    " voor vd zu"
)
TITELS = _words("mw mevr mevrouw mej dhr heer meneer mr fam familie gezin dr drs ing tante oom opa oma juf meester")
LIDWOORDEN = _words(
    "de het een t n dit dat die deze elk elke ieder geen mijn zijn haar hun ons onze uw je in op bij naar door langs uit met"
)

# what a place is, and not which one
SOORTEN = _words(
    "basisschool school openbare christelijke katholieke rk cbs obs pcbs kbs ikc college kindcentrum lyceum mavo havo vmbo speciaal"
    " onderwijs huisarts huisartsen huisartsenpraktijk praktijk gezondheidscentrum dokter dr opvang vrouwenopvang opvanghuis blijf huis"
    " stichting kinderdagverblijf kdv bso peuterspeelzaal creche voetbalvereniging voetbalclub sportvereniging sportclub"
    " vereniging club vv sv"
    " rkvv bouwbedrijf bakkerij garage supermarkt restaurant kapper kapsalon schildersbedrijf schoonmaakbedrijf transport zorggroep"
    " hockeyclub turnvereniging judoschool sportschool zwembad werkgever bedrijf bv vof nv firma winkel kantoor locatie afdeling bij de"
    " het een t in op te van"
)
WEGTITELS = _words(
    "burgemeester burg dokter doctor dr professor prof prins prinses pr koning koningin kon generaal gen sint st pastoor past mgr"
    " monseigneur van de der den het t ds dominee graaf jan"
)
WEGEN = (
    *("straat", "laan", "weg", "plein", "kade", "gracht", "dijk", "hof", "pad", "singel", "steeg", "dreef", "plantsoen", "markt", "park"),
    *("ring", "baan", "wal", "erf", "kamp", "veld"),
)
WEGKORT = ("str", "ln", "wg", "pln", "sngl", "plnts", "gr")
GETALLEN = {
    **{word: str(n) for n, word in enumerate(("nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien"))},
    **{word: str(n) for n, word in enumerate(("elf", "twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien"), start=11)},
    "achttien": "18",
    "negentien": "19",
    "twintig": "20",
}
# what people say between the figures of a number
VULLING = _words("en dan streepje min plus maal nummer")
