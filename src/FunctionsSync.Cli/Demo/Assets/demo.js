// The page acts as a person on both simulated systems, through their control API. It never talks to the engine, except to read its journal.

const refreshMilliseconds = 700;
const highlightMilliseconds = 400;
const problem = document.getElementById("problem");

async function request(address, method = "GET", body = undefined) {
    const response = await fetch(address, {
        method,
        headers: body === undefined ? {} : { "Content-Type": "application/json" },
        body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    const answer = text ? JSON.parse(text) : null;
    if (!response.ok) {
        throw new Error(typeof answer?.error === "string" ? answer.error : answer?.message ?? `The system answered ${response.status}.`);
    }
    return answer;
}

function show(message) {
    problem.textContent = message;
    problem.hidden = !message;
}

/** Counts the beginnings and ends of edits: what was read while it changed may be older than what is shown. */
let edits = 0;

/** Runs an edit; what the system refuses is shown, and the next refresh brings the old value back. */
async function attempt(edit) {
    edits++;
    try {
        await edit();
        show("");
    } catch (error) {
        show(error.message);
    }
    edits++;
}

/** A cell's control, made once; afterwards only its value is kept up to date, and never while somebody is typing in it. */
function cell(row, name, label, make, value, save) {
    let td = row.querySelector(`[data-field="${name}"]`);
    if (!td) {
        td = row.insertCell();
        td.dataset.field = name;
        const control = make();
        control.setAttribute("aria-label", label);
        control.addEventListener("change", () => attempt(async () => {
            const chosen = control.value;
            await save(chosen);
            td.dataset.known = chosen;
        }));
        td.append(control);
    }

    const control = td.firstElementChild;
    const text = value ?? "";
    const isTyping = document.activeElement === control && control.value !== td.dataset.known;
    if (isTyping || text === td.dataset.known && text === control.value) {
        return td;
    }

    if (td.dataset.known !== undefined && text !== td.dataset.known) {
        td.classList.add("changed");
        setTimeout(() => td.classList.remove("changed"), highlightMilliseconds);
    }

    control.value = text;
    td.dataset.known = text;
    return td;
}

function plain(row, name, value) {
    let td = row.querySelector(`[data-field="${name}"]`);
    if (!td) {
        td = row.insertCell();
        td.dataset.field = name;
        td.className = "plain";
    }
    td.textContent = value ?? "";
}

function input(type) {
    const control = document.createElement("input");
    control.type = type;
    if (type === "number") {
        control.step = "any";
    }
    return control;
}

/** Options are added, never taken away: the one chosen must always be there. */
function choice(options) {
    const control = document.createElement("select");
    offer(control, options);
    return control;
}

function offer(control, options) {
    if (!control) {
        return;
    }
    for (const [value, text] of options) {
        if (![...control.options].some(option => option.value === value)) {
            control.add(new Option(text, value));
        }
    }
}

/** The row of a record; both tables are in the order of the Bitrix24 id, so that a deal and its page stand side by side. */
function rowOf(table, id, order) {
    const known = table.querySelector(`tr[data-id="${id}"]`);
    if (known) {
        return known;
    }
    const row = document.createElement("tr");
    row.dataset.id = id;
    row.dataset.order = order;
    table.insertBefore(row, [...table.rows].find(other => Number(other.dataset.order) > order) ?? null);
    return row;
}

function keepRows(table, ids) {
    for (const row of [...table.rows]) {
        if (!ids.has(row.dataset.id)) {
            row.remove();
        }
    }
}

function amount(text) {
    return text === "" ? null : Number(text);
}

class Portal {
    constructor(address) {
        this.control = new URL("control/", address);
        this.table = document.getElementById("deals");
        document.getElementById("new-deal").addEventListener("click", () => attempt(async () => {
            const deal = await this.send("deals", "POST", { title: "New deal" });
            this.show(await this.read());
            this.table.querySelector(`tr[data-id="${deal.id}"] input`).select();
        }));
    }

    send(path, method, body) {
        return request(new URL(path, this.control), method, body);
    }

    async load() {
        const [stages, users, companies] = await Promise.all(["stages?categoryId=0", "users", "companies"].map(path => this.send(path)));
        this.stages = stages.map(stage => [stage.stageId, stage.name]);
        this.users = users.filter(user => user.active).map(user => [String(user.id), `${user.name} ${user.lastName}`.trim()]);
        this.companies = [["0", "–"], ...companies.map(company => [String(company.id), company.title])];
    }

    read() {
        return this.send("deals");
    }

    show(deals) {
        for (const deal of deals) {
            const row = rowOf(this.table, deal.id, deal.id);
            const edit = change => this.send(`deals/${deal.id}`, "PATCH", change);
            plain(row, "id", deal.id);
            cell(row, "title", "Deal", () => input("text"), deal.title, value => edit({ title: value })).classList.add("title");
            cell(row, "stage", "Stage", () => choice(this.stages), deal.stageId, value => edit({ stageId: value }));
            cell(row, "amount", "Amount", () => input("number"), String(deal.opportunity ?? ""), value => edit({ opportunity: amount(value) ?? 0 })).classList.add("number");
            cell(row, "responsible", "Responsible", () => choice(this.users), String(deal.assignedById), value => edit({ assignedById: Number(value) }));
            cell(row, "company", "Company", () => choice(this.companies), String(deal.companyId ?? 0), value => edit({ companyId: Number(value) }));
        }
        keepRows(this.table, new Set(deals.map(deal => String(deal.id))));
    }
}

class Workspace {
    constructor(address, dataSource) {
        this.control = new URL("control/", address);
        this.dataSource = dataSource;
        this.table = document.getElementById("pages");
    }

    send(path, method, body) {
        return request(new URL(path, this.control), method, body);
    }

    async load() {
        const users = await this.send("users");
        this.users = [["", "–"], ...users.filter(user => user.type === "person").map(user => [user.id, user.name])];
    }

    read() {
        return Promise.all([this.send(`data_sources/${this.dataSource}`), this.send(`data_sources/${this.dataSource}/pages`)]);
    }

    show([schema, pages]) {
        const options = [["", "–"], ...schema.properties.Status.select.options.map(option => [option.name, option.name])];
        const shown = pages.filter(page => !page.in_trash);
        for (const page of shown) {
            this.#showPage(page, options);
        }
        keepRows(this.table, new Set(shown.map(page => page.id)));
    }

    #showPage(page, options) {
        const row = rowOf(this.table, page.id, Number(page.properties["Bitrix24 ID"].value ?? Infinity));
        const text = name => page.properties[name].text;
        const edit = properties => this.send(`pages/${page.id}`, "PATCH", { properties });
        const richText = value => [{ text: { content: value } }];
        plain(row, "id", text("Bitrix24 ID"));
        cell(row, "name", "Name", () => input("text"), text("Name"), value => edit({ Name: { title: richText(value) } })).classList.add("title");
        offer(row.querySelector('[data-field="status"] select'), options);
        cell(row, "status", "Status", () => choice(options), text("Status"), value => edit({ Status: { select: value ? { name: value } : null } }));
        cell(row, "amount", "Amount", () => input("number"), String(page.properties.Amount.value ?? ""), value => edit({ Amount: { number: amount(value) } })).classList.add("number");
        const person = page.properties.Responsible.value?.[0]?.id ?? page.properties.Responsible.value?.[0] ?? "";
        cell(row, "responsible", "Responsible", () => choice(this.users), person, value => edit({ Responsible: { people: value ? [{ id: value }] : [] } }));
        cell(row, "company", "Company", () => input("text"), text("Company"), value => edit({ Company: { rich_text: value ? richText(value) : [] } }));
        plain(row, "created", text("Creation Date").slice(0, 10));
    }
}

const kinds = {
    pageCreated: ["Created", "page in Notion"],
    pageMatched: ["Found", "page in Notion"],
    conflict: ["Conflict", "both sides changed it; the value that gave way is kept"],
    held: ["Held", "the other side cannot take it"],
};

/** What an entry tells: a word for the badge, and a sentence. */
function tell(entry) {
    const fields = entry.fields.map(field => field.replace("=", " ⇄ ")).join(", ");
    if (entry.kind === "updated") {
        return [entry.writtenTo === "notion" ? "→ Notion" : "← Bitrix24", fields];
    }
    const [word, what] = kinds[entry.kind];
    const about = entry.kind === "pageCreated" ? `with ${entry.fields.length} fields` : fields;
    const reason = entry.kind === "conflict" ? null : entry.reason;
    return [word, [what, about, reason].filter(Boolean).join(" · ")];
}

function element(name, className, text) {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    return made;
}

function showJournal(entries) {
    document.getElementById("journal").replaceChildren(...entries.map(entry => {
        const item = element("li", entry.kind, "");
        const time = element("time", "", new Date(entry.at).toLocaleTimeString());
        time.dateTime = entry.at;
        const [word, sentence] = tell(entry);
        item.append(time, element("span", "record", `Deal ${entry.record}`), element("span", "badge", word), element("span", "what", sentence));
        return item;
    }));
}

const world = await request("demo/world");
const portal = new Portal(world.bitrix24);
const workspace = new Workspace(world.notion, world.dataSource);
await Promise.all([portal.load(), workspace.load()]);

async function refresh() {
    const before = edits;
    try {
        const [deals, pages, journal] = await Promise.all([portal.read(), workspace.read(), request("demo/journal")]);
        if (edits === before) {
            portal.show(deals);
            workspace.show(pages);
        }
        showJournal(journal);
        if (isLost) {
            show("");
        }
        isLost = false;
        document.body.dataset.ready = "true";
    } catch (error) {
        isLost = true;
        show(`The demo cannot be reached: ${error.message}. Was it ended in the terminal?`);
    }
    setTimeout(refresh, refreshMilliseconds);
}

let isLost = false;
await refresh();
