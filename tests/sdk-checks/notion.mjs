// Drives the Notion simulator with Notion's official client: what that client can do against it, it speaks.
// Environment: NOTION_BASE_URL, NOTION_TOKEN, NOTION_DATABASE_ID (shared; Name, Amount, Status, Responsible, 250 pages of a person, queryable),
// NOTION_UNSHARED_ID, NOTION_PERSON_EMAIL; NOTION_WEBHOOK_BODY, _SIGNATURE and _TOKEN of a webhook that the simulator sent. Prints a line per check, and exits with 1 where one failed.
import assert from "node:assert/strict";
import { APIErrorCode, Client, collectPaginatedAPI, isFullPage, isNotionClientError, iteratePaginatedAPI, verifyWebhookSignature } from "@notionhq/client";

const { NOTION_BASE_URL, NOTION_TOKEN, NOTION_DATABASE_ID, NOTION_UNSHARED_ID, NOTION_PERSON_EMAIL } = process.env;
const { NOTION_WEBHOOK_BODY, NOTION_WEBHOOK_SIGNATURE, NOTION_WEBHOOK_TOKEN } = process.env;
const options = { baseUrl: NOTION_BASE_URL.replace(/\/$/, ""), notionVersion: "2026-03-11", retry: false, logger: () => {} };
const notion = new Client({ ...options, auth: NOTION_TOKEN });

async function refused(code, status, act) {
    await assert.rejects(act, error => {
        assert.ok(isNotionClientError(error), `not an error of the client: ${error}`);
        assert.equal(error.code, code);
        assert.equal(error.status, status);
        assert.ok(error.request_id, "no request id");
        return true;
    });
}

const checks = {
    async "users.me is the bot of the connection"() {
        const me = await notion.users.me({});
        assert.equal(me.object, "user");
        assert.equal(me.type, "bot");
        assert.equal(me.bot.owner.type, "workspace");
    },

    async "users.list has people with e-mail, users.retrieve finds them"() {
        const users = await collectPaginatedAPI(notion.users.list, { page_size: 1 });
        const person = users.find(user => user.type === "person");
        assert.equal(person.person.email, NOTION_PERSON_EMAIL);
        const { request_id, ...retrieved } = await notion.users.retrieve({ user_id: person.id });
        assert.ok(request_id);
        assert.deepEqual(retrieved, person);
    },

    async "databases.retrieve leads to the data source and its schema"() {
        const database = await notion.databases.retrieve({ database_id: NOTION_DATABASE_ID.replaceAll("-", "") });
        assert.equal(database.id, NOTION_DATABASE_ID);
        assert.equal(database.data_sources.length, 1);
        const source = await notion.dataSources.retrieve({ data_source_id: database.data_sources[0].id });
        assert.equal(source.object, "data_source");
        assert.equal(source.properties.Name.id, "title");
        assert.equal(source.properties.Amount.type, "number");
        assert.equal(source.parent.database_id, NOTION_DATABASE_ID);
    },

    async "dataSources.query pages through every row once"() {
        const ids = new Set();
        for await (const page of iteratePaginatedAPI(notion.dataSources.query, { data_source_id: await dataSourceId(), page_size: 40 })) {
            assert.ok(isFullPage(page));
            ids.add(page.id);
        }
        assert.equal(ids.size, 250);
    },

    async "dataSources.query filters and sorts"() {
        const answer = await notion.dataSources.query({
            data_source_id: await dataSourceId(),
            filter: { and: [
                { property: "Amount", number: { greater_than_or_equal_to: 240 } },
                { timestamp: "last_edited_time", last_edited_time: { on_or_after: "2020-01-01T00:00:00Z" } },
            ] },
            sorts: [{ property: "Amount", direction: "descending" }],
            filter_properties: ["Amount"],
        });
        assert.deepEqual(answer.results.map(page => page.properties.Amount.number), [250, 249, 248, 247, 246, 245, 244, 243, 242, 241, 240]);
        assert.deepEqual(Object.keys(answer.results[0].properties), ["Amount"]);
        assert.equal(answer.request_status.type, "complete");
    },

    async "pages are created, updated, trashed and restored"() {
        const me = await notion.users.me({});
        const page = await notion.pages.create({
            parent: { type: "data_source_id", data_source_id: await dataSourceId() },
            properties: {
                Name: { title: [{ text: { content: "Deal 42" } }] },
                Amount: { number: 1.49 },
                Status: { select: { name: "Made by the client" } },
            },
            children: [{ type: "paragraph", paragraph: { rich_text: [{ text: { content: "Hello" } }] } }],
        });
        assert.ok(isFullPage(page));
        assert.equal(page.properties.Name.title[0].plain_text, "Deal 42");
        assert.equal(page.properties.Status.select.name, "Made by the client");
        assert.equal(page.last_edited_by.id, me.id);
        assert.match(page.last_edited_time, /:00\.000Z$/);

        const update = { page_id: page.id, properties: { Amount: { number: null }, [page.properties.Status.id]: { select: null } } };
        assert.equal((await notion.pages.update(update)).properties.Status.select, null);
        const read = await notion.pages.retrieve({ page_id: page.id });
        assert.equal(read.properties.Amount.number, null);
        assert.equal(read.properties.Name.title[0].plain_text, "Deal 42");

        assert.equal((await notion.pages.update({ page_id: page.id, in_trash: true })).in_trash, true);
        await refused(APIErrorCode.ValidationError, 400, () => notion.pages.update(update));
        assert.equal((await notion.pages.update({ page_id: page.id, in_trash: false })).in_trash, false);
    },

    async "pages.properties.retrieve takes the ids as they were answered"() {
        const page = await notion.pages.create({
            parent: { data_source_id: await dataSourceId() },
            properties: { Name: { title: [{ text: { content: "One" } }] }, Amount: { number: 7 } },
        });
        const title = await notion.pages.properties.retrieve({ page_id: page.id, property_id: "title" });
        assert.equal(title.object, "list");
        assert.equal(title.results[0].object, "property_item");
        for (const { id, type } of Object.values(page.properties)) {
            const answer = await notion.pages.properties.retrieve({ page_id: page.id, property_id: id });
            assert.equal(answer.property_item?.type ?? answer.type, type);
        }
    },

    async "blocks are appended, nested and listed"() {
        const page = await notion.pages.create({
            parent: { data_source_id: await dataSourceId() },
            properties: { Name: { title: [{ text: { content: "With content" } }] } },
        });
        const text = content => ({ rich_text: [{ text: { content } }] });
        const appended = await notion.blocks.children.append({
            block_id: page.id,
            children: [
                { heading_1: text("Title") },
                { toggle: { ...text("More"), children: [{ to_do: { ...text("Call"), checked: true } }] } },
                { table: { table_width: 2, has_column_header: true, children: [{ table_row: { cells: [[{ text: { content: "A" } }], []] } }] } },
                { divider: {} },
            ],
        });
        assert.equal(appended.results.length, 4);
        await notion.blocks.children.append({ block_id: page.id, children: [{ paragraph: text("First") }], position: { type: "start" } });
        const blocks = await collectPaginatedAPI(notion.blocks.children.list, { block_id: page.id, page_size: 2 });
        assert.deepEqual(blocks.map(block => block.type), ["paragraph", "heading_1", "toggle", "table", "divider"]);
        assert.deepEqual(blocks.map(block => block.has_children), [false, false, true, true, false]);
        const inside = await notion.blocks.children.list({ block_id: blocks[2].id });
        assert.equal(inside.results[0].to_do.checked, true);
        const rows = await notion.blocks.children.list({ block_id: blocks[3].id });
        assert.equal(rows.results[0].table_row.cells[0][0].plain_text, "A");
    },

    async "dataSources.update adds and renames properties"() {
        const id = await dataSourceId();
        const added = await notion.dataSources.update({ data_source_id: id, properties: { "Bitrix ID": { number: { format: "number" } } } });
        const property = added.properties["Bitrix ID"];
        const renamed = await notion.dataSources.update({ data_source_id: id, properties: { [property.id]: { name: "CRM ID" } } });
        assert.equal(renamed.properties["CRM ID"].id, property.id);
        assert.equal(renamed.properties["Bitrix ID"], undefined);
    },

    async "verifyWebhookSignature takes what the simulator signed, and nothing else"() {
        const sent = { body: NOTION_WEBHOOK_BODY, signature: NOTION_WEBHOOK_SIGNATURE, verificationToken: NOTION_WEBHOOK_TOKEN };
        assert.equal(JSON.parse(sent.body).type, "page.created");
        assert.equal(await verifyWebhookSignature(sent), true);
        assert.equal(await verifyWebhookSignature({ ...sent, body: sent.body + " " }), false);
        assert.equal(await verifyWebhookSignature({ ...sent, verificationToken: NOTION_WEBHOOK_TOKEN + "x" }), false);
    },

    async "errors carry the codes the client knows"() {
        const id = await dataSourceId();
        const create = properties => notion.pages.create({ parent: { data_source_id: id }, properties });
        await refused(APIErrorCode.ValidationError, 400, () => create({ Amount: { number: "12" } }));
        await refused(APIErrorCode.ValidationError, 400, () => create({ Nowhere: { number: 12 } }));
        await refused(APIErrorCode.ValidationError, 400, () => create({ Status: { select: { name: "a,b" } } }));
        await refused(APIErrorCode.ValidationError, 400, () => create({ Name: { title: [{ text: { content: "x".repeat(2001) } }] } }));
        await refused(APIErrorCode.ObjectNotFound, 404, () => notion.databases.retrieve({ database_id: NOTION_UNSHARED_ID }));
        await refused(APIErrorCode.Unauthorized, 401, () => new Client({ ...options, auth: "ntn_wrong" }).users.me({}));
        await refused(APIErrorCode.InvalidRequestURL, 400, () => notion.request({ path: "nothing/here", method: "get" }));
    },
};

let cached;
async function dataSourceId() {
    cached ??= (await notion.databases.retrieve({ database_id: NOTION_DATABASE_ID })).data_sources[0].id;
    return cached;
}

let failures = 0;
for (const [name, check] of Object.entries(checks)) {
    try {
        await check();
        console.log(`ok      ${name}`);
    } catch (error) {
        failures++;
        console.log(`FAILED  ${name}\n${error.stack}`);
    }
}
process.exitCode = failures === 0 ? 0 : 1;
