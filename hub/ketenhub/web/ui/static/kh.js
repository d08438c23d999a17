/* Small helpers. Every page can be read and used without this file. Nothing is kept in the browser. */
(() => {
  const html = document.documentElement;
  html.classList.add("js");
  const $ = (s) => document.querySelector(s);
  const all = (s) => document.querySelectorAll(s);

  // replace names by roles when others can see the screen
  const knopNamen = $("#namen");
  const echt = new Map();
  knopNamen?.addEventListener("click", () => {
    const aan = knopNamen.getAttribute("aria-pressed") !== "true";
    knopNamen.setAttribute("aria-pressed", String(aan));
    all(".kh-n").forEach((n) => {
      if (!echt.has(n)) echt.set(n, n.textContent);
      n.textContent = aan ? n.dataset.rol : echt.get(n);
    });
    // the description of a drawing is one text with names in it; the table beside it says the same
    all("svg desc").forEach((n) => {
      if (!echt.has(n)) echt.set(n, n.textContent);
      n.textContent = aan ? "" : echt.get(n);
    });
  });

  // cover the screen at once; the server also closes the session, so that Back shows the login page
  const dek = $("#dek");
  const uit = $("#uitloggen");
  let afgedekt = false;
  const dekAf = () => {
    if (!dek || !uit || afgedekt) return;
    afgedekt = true;
    html.classList.add("kh-afgedekt");
    document.title = "Ketenhub";
    dek.showModal();
    fetch(uit.action, { method: "POST", body: new URLSearchParams(new FormData(uit)), keepalive: true, redirect: "manual" }).catch(() => {});
    // what is not there cannot be uncovered
    all("body > main, body > header, body > footer").forEach((n) => n.replaceChildren());
  };
  $("#dekaf")?.addEventListener("click", dekAf);
  dek?.addEventListener("cancel", (e) => e.preventDefault());
  dek?.addEventListener("close", () => { if (afgedekt) dek.showModal(); });
  addEventListener("keydown", (e) => { if (afgedekt && e.key === "Escape") e.preventDefault(); }, true);
  addEventListener("pageshow", (e) => { if (e.persisted) location.reload(); });

  let schift = [];
  addEventListener("keydown", (e) => {
    if (e.key !== "Shift") { schift = []; return; }
    if (e.repeat) return;
    const nu = Date.now();
    schift = [...schift.filter((t) => nu - t < 1500), nu];
    if (schift.length === 3) { schift = []; dekAf(); }
  });

  // lock after inactivity (minutes come from the server)
  const minuten = Number(document.body.dataset.vergrendelNa || 0);
  let klok;
  const raak = () => { clearTimeout(klok); if (minuten) klok = setTimeout(dekAf, minuten * 60000); };
  ["pointerdown", "keydown", "scroll"].forEach((n) => addEventListener(n, raak, { passive: true }));
  raak();
})();
