/* What a page needs of the browser and Streamlit does not offer: Dutch where it says English, a place that
   is read aloud, the new question on top, and a "back" that shows what the address says. */
if (!window.iw) {
  const words = {
    "Send message": "Versturen", "Clear all": "Alles wissen", "Clear value": "Wissen", "Open": "Openen",
    "Thumbs up": "Dit antwoord klopt", "Thumbs down": "Dit antwoord klopt niet", "Feedback rating": "Uw oordeel",
    "Choose an option": "Maak een keuze", "Choose options": "Maak een keuze", "Select all": "Alles kiezen",
    "Selected values": "Gekozen", "No results": "Niets gevonden", "Link to heading": "Koppeling naar deze kop",
    "App pages": "Pagina's", "file upload": "Bestand kiezen", "progress": "Voortgang", "Close": "Sluiten",
    "Chat message from user": "Vraag", "Chat message from assistant": "Antwoord", "Stop": "Stoppen",
    "Skip to main content": "Naar de inhoud", "Copy to clipboard": "Kopiëren", "Copied": "Gekopieerd",
    "Upload": "Kies een bestand", "Browse files": "Kies een bestand", "Upload files": "Kies bestanden",
    "Drag and drop file here": "Sleep een bestand hierheen", "Remove file": "Bestand weghalen",
    "Fullscreen": "Volledig scherm", "Close fullscreen": "Volledig scherm sluiten", "Main menu": "Menu",
    "Step up": "Hoger", "Step down": "Lager", "Increment": "Hoger", "Decrement": "Lager",
    "Connection error": "De verbinding is verbroken", "Connecting": "Verbinden…", "CONNECTING": "Verbinden…",
    "Running...": "Bezig…", "Press Enter to apply": "Druk op Enter", "Press ⌘+Enter to apply": "Druk op ⌘+Enter",
    "Press Ctrl+Enter to apply": "Druk op Ctrl+Enter", "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:":
      "De server antwoordt niet. Uw vragen staan in het adres: laad de pagina opnieuw zodra de server weer draait.",
  };
  const starts = [[/^Remove (.+)$/, "Verwijder $1"], [/^Selected (.+)\. Open$/, "Gekozen: $1"], [/^Selected (.+)$/, "Gekozen: $1"],
    [/^(\d+)MB per file(.*)$/i, "hoogstens $1 MB per bestand$2"]];
  const dutch = (text) => {
    const bare = text.trim();
    if (Object.hasOwn(words, bare)) return words[bare];
    const found = starts.find(([pattern]) => pattern.test(bare));
    return found ? bare.replace(found[0], found[1]) : null;
  };
  const names = ["aria-label", "title", "placeholder"];
  const theirs = (element) => !element.closest(".iw-reply, .iw-passage, .iw-table, .iw-question, textarea, [data-testid=stMarkdown]");
  const element = (node) => {
    for (const name of names) {
      const said = node.getAttribute(name);
      const ours = said && dutch(said);
      if (ours && ours !== said) node.setAttribute(name, ours);
    }
  };
  const text = (node) => {
    const ours = node.nodeValue && node.parentElement && theirs(node.parentElement) && dutch(node.nodeValue);
    if (ours && ours !== node.nodeValue) node.nodeValue = ours;
  };
  const all = (root) => {
    if (root.nodeType === 3) return text(root);
    if (root.nodeType !== 1) return;
    element(root);
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) walker.currentNode.nodeType === 3 ? text(walker.currentNode) : element(walker.currentNode);
  };
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(all);
      else if (change.type === "characterData") text(change.target);
      else element(change.target);
    }
  }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: names });
  all(document.body);
  document.documentElement.lang = "nl";

  const status = document.createElement("div");
  status.setAttribute("role", "status");
  status.className = "iw-hidden";
  status.id = "iw-status";
  document.body.append(status);

  const seen = new Set();
  window.iw = {
    say(key, words) {
      if (seen.has("say" + key)) return;
      seen.add("say" + key);
      status.textContent = words;
    },
    /* Held while the answer grows; from the reader's first move on, where he looks is his own. */
    top(id) {
      if (seen.has(id)) return;
      const find = (tries) => {
        const question = document.getElementById(id);
        if (!question) return tries && setTimeout(find, 60, tries - 1);
        seen.add(id);
        question.scrollIntoView({ block: "start" });
        let left = 30;
        const hold = setInterval(() => {
          const now = document.getElementById(id);
          if (!left-- || !now) return clearInterval(hold);
          now.scrollIntoView({ block: "start" });
        }, 150);
        for (const act of ["wheel", "touchmove", "keydown", "pointerdown"])
          addEventListener(act, () => clearInterval(hold), { once: true, passive: true });
      };
      find(20);
    },
  };
  let place = location.pathname + location.search;
  let path = location.pathname;
  addEventListener("popstate", () => {
    if (location.pathname === path && location.pathname + location.search !== place) location.reload();
  });
  setInterval(() => { place = location.pathname + location.search; path = location.pathname; }, 300);
}
