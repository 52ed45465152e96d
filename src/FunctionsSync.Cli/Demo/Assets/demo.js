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

/** Runs an edit; what the system refuses is shown, and the next refresh brings the old value back. */
async function attempt(edit) {
    try {
        await edit();
        show("");
    } catch (error) {
        show(error.message);
    }
}

/** A cell's control, made once; afterwards only its value is kept up to date, and never while somebody is typing in it. */
function cell(row, name, label, make, value, save) {
    let td = row.querySelector(`[data-field="${name}"]`);
    if (!td) {
        td = row.insertCell();
        td.dataset.field = name;
        const control = make();
        control.setAttribute("aria-label", label);
        control.addEventListener("change", () => attempt(() => save(control.value)));
        td.append(control);
    }

    const control = td.firstElementChild;
    const text = value ?? "";
    if (control.value === text || document.activeElement === control) {
        return td;
    }

    if (td.dataset.known !== undefined) {
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

function rowOf(table, id) {
    const known = table.querySelector(`tr[data-id="${id}"]`);
    if (known) {
        return known;
    }
    const row = table.insertRow();
    row.dataset.id = id;
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
            await this.refresh();
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

    async refresh() {
        const deals = await this.send("deals");
        for (const deal of deals) {
            const row = rowOf(this.table, deal.id);
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

    async refresh() {
        const [schema, pages] = await Promise.all([this.send(`data_sources/${this.dataSource}`), this.send(`data_sources/${this.dataSource}/pages`)]);
        const options = [["", "–"], ...schema.properties.Status.select.options.map(option => [option.name, option.name])];
        const shown = pages.filter(page => !page.in_trash);
        for (const page of shown) {
            this.#show(page, options);
        }
        keepRows(this.table, new Set(shown.map(page => page.id)));
    }

    #show(page, options) {
        const row = rowOf(this.table, page.id);
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

const verbs = {
    pageCreated: "Page created in Notion",
    pageMatched: "Page found in Notion",
    conflict: "Conflict: one edit gave way, its value is kept",
    held: "Held: the other side cannot take it",
};

function tell(entry) {
    const what = entry.kind === "updated" ? `Bitrix24 ${entry.writtenTo === "notion" ? "→" : "←"} Notion` : verbs[entry.kind];
    const fields = entry.fields.map(field => field.replace("=", " ⇄ ")).join(", ");
    return `Deal ${entry.record} · ${what}${fields ? `: ${fields}` : ""}${entry.reason && entry.kind !== "conflict" ? ` (${entry.reason})` : ""}`;
}

function showJournal(entries) {
    document.getElementById("journal").replaceChildren(...entries.map(entry => {
        const item = document.createElement("li");
        const time = document.createElement("time");
        time.dateTime = entry.at;
        time.textContent = new Date(entry.at).toLocaleTimeString();
        item.append(time, tell(entry));
        return item;
    }));
}

const world = await request("demo/world");
const portal = new Portal(world.bitrix24);
const workspace = new Workspace(world.notion, world.dataSource);
await Promise.all([portal.load(), workspace.load()]);

async function refresh() {
    try {
        const [, , journal] = await Promise.all([portal.refresh(), workspace.refresh(), request("demo/journal")]);
        showJournal(journal);
        document.body.dataset.ready = "true";
    } catch (error) {
        show(`The demo cannot be reached: ${error.message}. Was it ended in the terminal?`);
    }
    setTimeout(refresh, refreshMilliseconds);
}

await refresh();
